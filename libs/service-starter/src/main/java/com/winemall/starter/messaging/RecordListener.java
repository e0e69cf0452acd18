package com.winemall.starter.messaging;

import java.util.List;
import org.springframework.kafka.listener.BatchMessageListener;

/// Takes polls as Kafka has them. What it throws brings the poll again, for as long as it takes.
public interface RecordListener extends BatchMessageListener<String, byte[]> {

    /// Names this consumer, and no other of its service; part of its group.
    String name();

    List<String> topics();

    default Tempo tempo() {
        return Tempo.BRISK;
    }
}
