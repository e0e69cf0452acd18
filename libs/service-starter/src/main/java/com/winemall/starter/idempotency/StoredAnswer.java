package com.winemall.starter.idempotency;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The answer the first request with a key got.
///
/// @param fingerprint of the first request's method, path and body
/// @param body as JSON
@SuppressWarnings("ArrayRecordComponent") // compared by isFor only
public record StoredAnswer(
        IdempotencyKey key,
        byte[] fingerprint,
        int status,
        @Nullable String location,
        String body) {

    /// Whether a request with this fingerprint is a repetition of the first one.
    public boolean isFor(byte[] otherFingerprint) {
        return Arrays.equals(fingerprint, otherFingerprint);
    }
}
