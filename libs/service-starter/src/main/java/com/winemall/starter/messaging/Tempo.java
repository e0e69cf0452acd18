package com.winemall.starter.messaging;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/// How a consumer fetches. A poll costs a transaction however few records it brings, and a fetch
/// that brings none costs two processes something, too.
public enum Tempo {

    /// Somebody waits for each record, and they come in crowds: the few milliseconds of the
    /// service's defaults let them share a poll.
    BRISK,

    /// Records are rare, and each is fetched when it comes. Asking for them as often as for orders
    /// would cost more than they do.
    RARE,

    /// Nobody waits for any of them: they gather, so that a poll is worth its commit.
    LEISURELY;

    /// What it asks for otherwise than the service's defaults: settings of Kafka's.
    Map<String, String> settings() {
        return switch (this) {
            case BRISK -> Map.of();
            case RARE -> fetching("500", "1");
            case LEISURELY -> fetching("200", "262144");
        };
    }

    private static Map<String, String> fetching(String maxWaitMillis, String minBytes) {
        return Map.of(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                maxWaitMillis,
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                minBytes);
    }
}
