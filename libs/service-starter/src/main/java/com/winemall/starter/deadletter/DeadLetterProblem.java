package com.winemall.starter.deadletter;

import com.winemall.starter.web.Problem;
import org.springframework.http.HttpStatus;

/// The ways this API says no that no other API has.
enum DeadLetterProblem implements Problem {
    WRONG_STATUS(HttpStatus.CONFLICT, "It was decided otherwise what becomes of this dead letter");

    private final HttpStatus status;
    private final String title;

    DeadLetterProblem(HttpStatus status, String title) {
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
