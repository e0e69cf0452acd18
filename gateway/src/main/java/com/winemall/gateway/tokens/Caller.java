package com.winemall.gateway.tokens;

import java.time.Instant;

/// What a request's access token says about who is calling.
public sealed interface Caller {

    /// Somebody we know.
    ///
    /// @param id the token's subject
    /// @param until when the token stops saying so
    record Person(String id, Instant until) implements Caller {}

    /// There is no token.
    record Nobody() implements Caller {}

    /// The token is expired, broken, or not ours.
    record Impostor() implements Caller {}

    /// There are no keys to check the token with.
    record Unknowable() implements Caller {}
}
