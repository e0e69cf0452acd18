package com.winemall.user;

import com.winemall.starter.web.Problem;
import org.springframework.http.HttpStatus;

/// The ways this API says no that no other API has.
public enum UserProblem implements Problem {
    EMAIL_TAKEN(HttpStatus.CONFLICT, "Somebody is a member with this address"),

    /// A wrong password, for login as for changing it, or a refresh token that is not, or no
    /// longer, good for anything. Never says which of address and password was wrong.
    BAD_CREDENTIALS(HttpStatus.UNAUTHORIZED, "These credentials are not right"),
    LOGIN_LOCKED(HttpStatus.TOO_MANY_REQUESTS, "Too many wrong passwords in a row"),
    REFRESH_REUSED(HttpStatus.UNAUTHORIZED, "This refresh token was used before");

    private final HttpStatus status;
    private final String title;

    UserProblem(HttpStatus status, String title) {
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
