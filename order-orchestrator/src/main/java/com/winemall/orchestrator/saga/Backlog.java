package com.winemall.orchestrator.saga;

/// How far a participant is with the commands it was sent.
public sealed interface Backlog {

    /// @param commands it has not taken yet, anybody's
    /// @param listening whether anybody reads them at all
    record Known(long commands, boolean listening) implements Backlog {}

    /// Kafka did not say.
    record Unknown(String why) implements Backlog {}
}
