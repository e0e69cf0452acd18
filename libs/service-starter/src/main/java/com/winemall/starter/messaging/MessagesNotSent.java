package com.winemall.starter.messaging;

import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.springframework.core.NestedExceptionUtils;

/// The broker did not confirm every message. Some may have been written all the same.
public class MessagesNotSent extends RuntimeException {

    private static final long serialVersionUID = 1;

    public MessagesNotSent(int count, Throwable cause) {
        super("the broker has not confirmed all of " + count + " messages", cause);
    }

    /// Whether it was no outage: the broker answered, and will never take such a message.
    boolean isTheMessagesFault() {
        var reason = NestedExceptionUtils.getMostSpecificCause(this);
        return reason instanceof ApiException && !(reason instanceof RetriableException);
    }
}
