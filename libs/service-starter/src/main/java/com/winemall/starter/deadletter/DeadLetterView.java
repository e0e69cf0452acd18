package com.winemall.starter.deadletter;

import com.winemall.starter.deadletter.DeadLetter.Kind;
import com.winemall.starter.deadletter.DeadLetter.Status;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A dead letter as operators see it.
///
/// @param service whose consumer could not handle it
/// @param messageId `ce_id`; absent, as the type is, where it has none
/// @param payload its first characters; absent if there is none
/// @param error why it could not be handled the last time
/// @param attempts how often it was tried
/// @param at when its consumer gave it up
record DeadLetterView(
        UUID id,
        String service,
        String topic,
        String consumer,
        @Nullable String key,
        @Nullable String messageId,
        @Nullable String type,
        @Nullable String payload,
        String error,
        int attempts,
        Instant at,
        Status status,
        List<ActionView> actions) {

    /// What an operator did about it.
    record ActionView(
            Kind action, String by, Instant at, @Nullable String reason, @Nullable String error) {}
}
