package com.winemall.order.ordering.web;

import com.winemall.starter.web.Problem;
import org.springframework.http.HttpStatus;

/// The ways orders say no.
enum OrderProblem implements Problem {
    ORDER_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such order"),
    NOT_CANCELLABLE(HttpStatus.CONFLICT, "The order cannot be cancelled any more"),
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
