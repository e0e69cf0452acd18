package com.winemall.local.client;

/// A part of the mall answered something else than it had to.
public final class UnexpectedAnswer extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnexpectedAnswer(MallClient.Answer answer) {
        super("%s was answered %d: %s".formatted(answer.request(), answer.status(), answer.body()));
    }
}
