package com.winemall.starter.messaging;

/// The broker did not confirm every message. Some may have been written all the same.
public class MessagesNotSent extends RuntimeException {

    private static final long serialVersionUID = 1;

    MessagesNotSent(int count, Throwable cause) {
        super("the broker has not confirmed all of " + count + " messages", cause);
    }
}
