package com.winemall.order.ordering;

import com.winemall.contracts.CancelReason;

/// Where an order is, as its customer sees it.
public enum OrderStatus {
    /// The saga is deciding.
    PENDING,
    /// It stands in line for stock.
    RESERVED,
    /// It can be paid until its deadline.
    NOTPAYED,
    PAYING,
    PREPARING,
    SHIPPING,
    DELIVERED,
    STOCK_OUT,
    TIMEOUT,
    CANCELLED;

    /// How an order looks that ended for this reason.
    static OrderStatus endedBy(CancelReason reason) {
        return switch (reason) {
            case STOCK_OUT -> STOCK_OUT;
            case PAYMENT_TIMEOUT -> TIMEOUT;
            case COUPON_REJECTED,
                    PRODUCT_NOT_FOUND,
                    CUSTOMER_REQUEST,
                    OPERATOR,
                    INELIGIBLE,
                    OVERDUE,
                    STOCK_LOST,
                    WAIT_EXPIRED ->
                    CANCELLED;
        };
    }

    /// Whether the saga has not said yet what becomes of it.
    public boolean isUndecided() {
        return this == PENDING || this == RESERVED;
    }

    public boolean isEnded() {
        return this == STOCK_OUT || this == TIMEOUT || this == CANCELLED;
    }
}
