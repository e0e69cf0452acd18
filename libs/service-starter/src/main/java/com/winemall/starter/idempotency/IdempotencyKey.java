package com.winemall.starter.idempotency;

/// What makes two requests the same one.
///
/// @param person whose key it is; keys of different people never meet
/// @param value of the header `Idempotency-Key`
public record IdempotencyKey(String person, String value) {

    public static final String HEADER = "Idempotency-Key";
    public static final int LENGTH_MAX = 255;
}
