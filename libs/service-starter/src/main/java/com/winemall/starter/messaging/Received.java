package com.winemall.starter.messaging;

import com.winemall.contracts.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message as it arrived.
///
/// @param id `ce_id`: the same for every delivery of the same message
/// @param time `ce_time`: when it was first sent
/// @param traceparent the W3C trace it belongs to
public record Received<M extends Message>(
        String id, M message, Instant time, @Nullable String traceparent) {}
