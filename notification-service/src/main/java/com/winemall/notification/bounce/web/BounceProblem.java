package com.winemall.notification.bounce.web;

import com.winemall.starter.web.Problem;
import org.springframework.http.HttpStatus;

/// The ways this API says no, besides the common ones. SNS does not repeat what is answered with
/// one of these.
enum BounceProblem implements Problem {
    BAD_SIGNATURE(HttpStatus.UNAUTHORIZED, "SNS did not sign this"),
    SIGNATURE_EXPIRED(HttpStatus.UNAUTHORIZED, "SNS did not sign this now"),
    UNKNOWN_TOPIC(HttpStatus.FORBIDDEN, "Nobody here listens to this topic"),
    ALREADY_RECEIVED(HttpStatus.CONFLICT, "This was said before"),
    ALREADY_LIFTED(HttpStatus.CONFLICT, "This suppression is not in force any more");

    private final HttpStatus status;
    private final String title;

    BounceProblem(HttpStatus status, String title) {
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
