package com.winemall.contracts.product;

import com.winemall.contracts.ProductId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// An advertised product is back: advertise it again.
@WireName("AdResumptionRequested")
public record AdResumptionRequested(
        ProductId productId, long version, String name, String adManagerEmail, Instant at)
        implements ProductEvent {}
