package com.winemall.notification.mail.web;

import com.winemall.starter.web.Problem;
import org.springframework.http.HttpStatus;

/// The ways this API says no, besides the common ones.
enum NotificationProblem implements Problem {
    WRONG_STATUS(HttpStatus.CONFLICT, "This mail cannot be sent again now"),
    ADDRESS_SUPPRESSED(HttpStatus.CONFLICT, "Nothing is sent to this address");

    private final HttpStatus status;
    private final String title;

    NotificationProblem(HttpStatus status, String title) {
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
