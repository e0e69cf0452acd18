package com.winemall.order.ordering;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The times an order goes by.
///
/// @param paymentWindow how long an accepted order can be paid
/// @param reservationWindow the same for one that was served from the line
/// @param waitMax how long an order stands in line at most
/// @param undecidedPatience how long the saga may be silent before it is asked again
/// @param inLinePatience the same while the order stands in line
@Validated
@ConfigurationProperties("winemall.orders")
public record OrderTimes(
        @DefaultValue("5m") Duration paymentWindow,
        @DefaultValue("10m") Duration reservationWindow,
        @DefaultValue("7d") Duration waitMax,
        @DefaultValue("30s") Duration undecidedPatience,
        @DefaultValue("10m") Duration inLinePatience) {}
