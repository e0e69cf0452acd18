package com.winemall.local.outside;

/// A request cannot be served as it is. Thrown where that is found, answered at the server's edge.
final class Refused extends RuntimeException {

    private final Answer answer;

    Refused(Answer answer) {
        super("answered " + answer.status(), null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
