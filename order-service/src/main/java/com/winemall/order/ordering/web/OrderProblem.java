package com.winemall.order.ordering.web;

import com.winemall.starter.web.Problem;
import org.springframework.http.HttpStatus;

/// The ways orders say no.
public enum OrderProblem implements Problem {
    ORDER_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such order"),
    NOT_CANCELLABLE(HttpStatus.CONFLICT, "The order cannot be cancelled any more"),
    PAYMENT_DECLINED(HttpStatus.PAYMENT_REQUIRED, "The payment was declined"),
    NOT_PAYABLE(HttpStatus.CONFLICT, "The order does not wait to be paid"),
    PAYMENT_WINDOW_CLOSED(HttpStatus.GONE, "It is too late to pay this order"),
    PAYMENT_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Payments are not possible for a moment"),
    WRONG_STATUS(HttpStatus.CONFLICT, "The order is not where this could follow");

    private final HttpStatus status;
    private final String title;

    OrderProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
