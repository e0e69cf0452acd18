package com.winemall.starter.messaging;

import java.util.List;
import java.util.Map;
import org.springframework.kafka.listener.BatchMessageListener;

/// Takes polls as Kafka has them. What it throws brings the poll again, for as long as it takes.
public interface RecordListener extends BatchMessageListener<String, byte[]> {

    /// Names this consumer, and no other of its service; part of its group.
    String name();

    List<String> topics();

    /// What it wants otherwise than other consumers: settings of Kafka's.
    default Map<String, String> settings() {
        return Map.of();
    }
}
