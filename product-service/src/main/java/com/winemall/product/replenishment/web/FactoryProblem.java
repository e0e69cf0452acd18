package com.winemall.product.replenishment.web;

import com.winemall.starter.web.Problem;
import org.springframework.http.HttpStatus;

/// The ways the factory is told no.
enum FactoryProblem implements Problem {
    BAD_SIGNATURE(HttpStatus.UNAUTHORIZED, "The delivery is not signed as agreed");

    private final HttpStatus status;
    private final String title;

    FactoryProblem(HttpStatus status, String title) {
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
