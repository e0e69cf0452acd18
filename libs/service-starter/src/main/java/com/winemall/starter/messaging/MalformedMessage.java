package com.winemall.starter.messaging;

/// A record that is no message of its topic, and will not become one by trying again.
public class MalformedMessage extends RuntimeException {

    private static final long serialVersionUID = 1;

    MalformedMessage(String reason) {
        super(reason);
    }

    MalformedMessage(String reason, Throwable cause) {
        super(reason, cause);
    }
}
