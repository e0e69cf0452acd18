package com.winemall.starter.messaging;

import com.winemall.contracts.Message;
import com.winemall.contracts.Topic;
import org.jspecify.annotations.Nullable;

/// A message on its way out.
///
/// @param topic the name of the topic it goes to
/// @param id becomes `ce_id`; a message made again has to get the id it had before
/// @param traceparent the W3C trace it belongs to
public record Outgoing(String topic, String id, Message message, @Nullable String traceparent) {

    public static <M extends Message> Outgoing to(Topic<M> topic, String id, M message) {
        return new Outgoing(topic.name(), id, message, null);
    }

    /// Makes it part of the trace of what caused it.
    public Outgoing because(Received<?> cause) {
        return tracedBy(cause.traceparent());
    }

    public Outgoing tracedBy(@Nullable String parent) {
        return new Outgoing(topic, id, message, parent);
    }
}
