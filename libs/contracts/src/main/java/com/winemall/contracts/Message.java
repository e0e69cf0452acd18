package com.winemall.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;

/// Anything sent over a topic. Its logical type name, never its Java class, is on the wire.
@JsonInclude(JsonInclude.Include.NON_NULL)
public interface Message {

    /// The Kafka key: messages with the same key stay in the order they were sent.
    String key();
}
