package com.winemall.starter.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message waiting to be sent.
///
/// @param attempts how often it was tried before, not counting the first try by its writer
@SuppressWarnings("ArrayRecordComponent") // never compared
record OutboxRow(
        long id,
        String messageId,
        String topic,
        String key,
        String type,
        @Nullable String traceparent,
        byte[] payload,
        Instant createdAt,
        int attempts) {}
