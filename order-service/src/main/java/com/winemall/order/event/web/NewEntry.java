package com.winemall.order.event.web;

import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// @param quantity one, unless said otherwise
record NewEntry(@Nullable @Min(1) Integer quantity) {}
