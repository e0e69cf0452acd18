package com.winemall.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// Why a line could not be reserved.
///
/// @param name absent when the product is not known
/// @param available units a newcomer could have had at that moment
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Shortage(ProductId productId, @Nullable String name, int requested, int available) {}
