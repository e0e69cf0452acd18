package com.winemall.order.payment.web;

import com.winemall.starter.web.Problem;
import org.springframework.http.HttpStatus;

/// The ways paying says no.
enum PaymentProblem implements Problem {
    ORDER_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such order"),
    PAYMENT_DECLINED(HttpStatus.PAYMENT_REQUIRED, "The payment was declined"),
    NOT_PAYABLE(HttpStatus.CONFLICT, "The order does not wait to be paid"),
    PAYMENT_WINDOW_CLOSED(HttpStatus.GONE, "It is too late to pay this order"),
    PAYMENT_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Payments are not possible for a moment");

    private final HttpStatus status;
    private final String title;

    PaymentProblem(HttpStatus status, String title) {
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
