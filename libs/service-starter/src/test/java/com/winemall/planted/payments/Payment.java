package com.winemall.planted.payments;

import com.winemall.planted.orders.Order;

/// The other half.
public record Payment(Order order) {}
