package com.winemall.notification.restock.web;

import com.winemall.starter.web.Problem;
import org.springframework.http.HttpStatus;

/// The ways this API says no, besides the common ones.
enum RestockProblem implements Problem {
    INVALID_LINK(HttpStatus.BAD_REQUEST, "This link is not one of ours"),
    TOO_MANY_SUBSCRIPTIONS(HttpStatus.CONFLICT, "Nobody can wait for more products than this");

    private final HttpStatus status;
    private final String title;

    RestockProblem(HttpStatus status, String title) {
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
