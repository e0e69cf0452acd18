package com.winemall.planted.orders;

import com.winemall.planted.payments.Payment;

/// One half of a cycle.
public record Order(Payment payment) {}
