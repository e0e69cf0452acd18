package com.winemall.contracts.product;

import com.winemall.contracts.ProductId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// An advertised product ran out: stop advertising it.
@WireName("AdSuspensionRequested")
public record AdSuspensionRequested(
        ProductId productId, long version, String name, String adManagerEmail, Instant at)
        implements ProductEvent {}
