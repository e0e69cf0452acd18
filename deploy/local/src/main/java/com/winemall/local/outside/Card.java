package com.winemall.local.outside;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a customer pays with. Which card it is decides what happens.
enum Card {
    /// It authorizes.
    GOOD("tok_ok"),

    /// Its bank says no.
    DECLINED("tok_declined"),

    /// It authorizes, in its bank's own time.
    SLOW("tok_slow"),

    /// Nobody answers for it; nothing happens, and nothing is remembered.
    UNAVAILABLE("tok_unavailable"),

    /// It authorizes, and the answer is lost on the way.
    LOST_REPLY("tok_lost_reply"),

    /// Nobody knows it.
    UNKNOWN(null);

    private final @Nullable String token;

    Card(@Nullable String token) {
        this.token = token;
    }

    static Card of(String token) {
        return Arrays.stream(values())
                .filter(card -> token.equals(card.token))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /// Why it cannot pay; null if it can.
    @Nullable Problem refusal() {
        return switch (this) {
            case DECLINED -> Problem.CARD_DECLINED;
            case UNKNOWN -> Problem.TOKEN_UNKNOWN;
            case GOOD, SLOW, UNAVAILABLE, LOST_REPLY -> null;
        };
    }
}
