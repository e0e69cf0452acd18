package com.winemall.starter.deadletter;

import com.winemall.starter.messaging.DeadRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A record one of this service's consumers could not handle, and what became of it.
///
/// @param actions what operators did about it, the first thing first
record DeadLetter(UUID id, DeadRecord record, Status status, List<Action> actions) {

    /// Whether it is still to be decided what becomes of it.
    boolean isWaiting() {
        return status == Status.WAITING;
    }

    DeadLetter with(List<Action> done) {
        return new DeadLetter(id, record, status, done);
    }

    enum Status {
        WAITING,
        REDRIVEN,
        DISCARDED
    }

    enum Kind {
        REDRIVE,
        DISCARD
    }

    /// @param reason why it was discarded
    /// @param error why it could not be handled this time either
    record Action(
            Kind kind, String by, Instant at, @Nullable String reason, @Nullable String error) {

        static Action redriven(String by, Instant at) {
            return new Action(Kind.REDRIVE, by, at, null, null);
        }

        static Action failedAgain(String by, Instant at, String error) {
            return new Action(Kind.REDRIVE, by, at, null, error);
        }

        static Action discarded(String by, Instant at, String reason) {
            return new Action(Kind.DISCARD, by, at, reason, null);
        }
    }

    /// What an operator's decision led to.
    sealed interface Outcome {

        /// What the letter is like now. The same decision made twice is made once.
        record Decided(DeadLetter letter) implements Outcome {}

        /// Another decision was made before.
        record DecidedOtherwise(Status status) implements Outcome {}

        record Unknown() implements Outcome {}
    }
}
