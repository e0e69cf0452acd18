package com.winemall.local.outside;

/// What is to happen to an intent's money.
sealed interface Movement {

    /// Sets the money aside.
    ///
    /// @param attempt which of the shop's tries this is
    record Authorize(long amount, int attempt, String token) implements Movement {}

    /// Takes what was set aside.
    record Capture(long amount) implements Movement {}

    /// Lets go of what was set aside, and closes the intent.
    record Release() implements Movement {}

    /// Gives back what was taken.
    record Refund(long amount) implements Movement {}

    /// By which a call is known again. It is kept in files: what it says of a movement stays.
    default String signature() {
        return switch (this) {
            case Authorize(var amount, var attempt, var token) ->
                    "authorize %d, attempt %d, %s".formatted(amount, attempt, token);
            case Capture(var amount) -> "capture " + amount;
            case Release() -> "void";
            case Refund(var amount) -> "refund " + amount;
        };
    }
}
