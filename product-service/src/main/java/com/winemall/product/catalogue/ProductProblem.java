package com.winemall.product.catalogue;

import com.winemall.starter.web.Problem;
import org.springframework.http.HttpStatus;

/// The ways the catalogue and its stock say no.
public enum ProductProblem implements Problem {
    PRODUCT_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such wine");

    private final HttpStatus status;
    private final String title;

    ProductProblem(HttpStatus status, String title) {
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
