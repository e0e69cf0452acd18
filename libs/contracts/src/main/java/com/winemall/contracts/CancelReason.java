package com.winemall.contracts;

/// Why an order ended without being delivered. The same words the customer's order shows.
public enum CancelReason {
    STOCK_OUT,
    COUPON_REJECTED,
    PRODUCT_NOT_FOUND,
    PAYMENT_TIMEOUT,
    CUSTOMER_REQUEST,
    OPERATOR,
    INELIGIBLE,
    OVERDUE,
    STOCK_LOST,
    WAIT_EXPIRED
}
