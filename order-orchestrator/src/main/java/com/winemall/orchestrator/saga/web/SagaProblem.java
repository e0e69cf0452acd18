package com.winemall.orchestrator.saga.web;

import com.winemall.starter.web.Problem;
import org.springframework.http.HttpStatus;

/// The ways sagas say no.
enum SagaProblem implements Problem {
    ORDER_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such order"),
    WRONG_STATUS(HttpStatus.CONFLICT, "The saga is not in a state for this");

    private final HttpStatus status;
    private final String title;

    SagaProblem(HttpStatus status, String title) {
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
