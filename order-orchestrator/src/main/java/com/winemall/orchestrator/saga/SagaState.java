package com.winemall.orchestrator.saga;

/// Where a saga is.
public enum SagaState {
    ORDER_PENDING,
    CHECK_STOCK,
    /// The stock was asked for and is not there; the order stands in line for it.
    AWAIT_STOCK,
    APPLY_COUPON,
    /// Everything is reserved; the customer has to pay.
    ORDER_COMPLETED,
    COMMIT_STOCK,
    /// The stock has left for this order; the money may be taken.
    ORDER_PAID,
    ROLLBACK_COMMIT,
    ROLLBACK_COUPON,
    ROLLBACK_STOCK,
    /// Everything it had taken is given back.
    ORDER_CANCELED;

    /// Whether an operator may end it here: a completed order is cancelled where it can be paid.
    boolean isDeciding() {
        return switch (this) {
            case ORDER_PENDING, CHECK_STOCK, AWAIT_STOCK, APPLY_COUPON, COMMIT_STOCK -> true;
            case ORDER_COMPLETED,
                    ORDER_PAID,
                    ROLLBACK_COMMIT,
                    ROLLBACK_COUPON,
                    ROLLBACK_STOCK,
                    ORDER_CANCELED ->
                    false;
        };
    }
}
