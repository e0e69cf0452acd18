package com.winemall.local.outside;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The money of one order, of which the whole amount moves or nothing.
///
/// @param id chosen by the shop
/// @param attempt the last authorization that reached the provider; 0 if none did
/// @param authorized won that were ever set aside; likewise those captured, voided and refunded
/// @param declineCode why the last attempt was declined, if it was
record PaymentIntent(
        String id,
        long amount,
        Status status,
        int attempt,
        long authorized,
        long captured,
        long voided,
        long refunded,
        @Nullable Problem declineCode,
        Instant createdAt,
        Instant updatedAt) {

    enum Status {
        /// No money: it is new, or its last attempt was declined.
        REQUIRES_PAYMENT,
        AUTHORIZED,
        CAPTURED,
        /// Closed: no money will ever move.
        VOIDED,
        REFUNDED
    }

    /// What became of a movement.
    ///
    /// @param intent as it is from now on; null if it is not, or is as it was
    /// @param refusal null if what was wanted has happened, now or before
    record Decision(@Nullable PaymentIntent intent, @Nullable Problem refusal) {

        private static Decision done(PaymentIntent intent) {
            return new Decision(intent, null);
        }

        private static Decision refused(Problem refusal) {
            return new Decision(null, refusal);
        }
    }

    PaymentIntent {
        requireNonNull(id);
        requireNonNull(status);
        requireNonNull(createdAt);
        requireNonNull(updatedAt);
    }

    /// Decides about a movement of an intent, which is there from then on unless it is refused.
    ///
    /// @param before null if nobody has heard of it
    static Decision decide(
            String id, @Nullable PaymentIntent before, Movement movement, Instant at) {
        return switch (movement) {
            case Movement.Authorize authorize ->
                    (before == null ? fresh(id, authorize.amount(), at) : before)
                            .authorize(authorize, at);
            case Movement.Capture(var amount) ->
                    before == null
                            ? Decision.refused(Problem.NOT_AUTHORIZED)
                            : before.capture(amount, at);
            case Movement.Release() -> (before == null ? fresh(id, 0, at) : before).close(at);
            case Movement.Refund(var amount) ->
                    before == null
                            ? Decision.refused(Problem.NOT_CAPTURED)
                            : before.refund(amount, at);
        };
    }

    private static PaymentIntent fresh(String id, long amount, Instant at) {
        return new PaymentIntent(id, amount, Status.REQUIRES_PAYMENT, 0, 0, 0, 0, 0, null, at, at);
    }

    private Decision authorize(Movement.Authorize wanted, Instant at) {
        return switch (status) {
            case CAPTURED, VOIDED, REFUNDED -> Decision.refused(Problem.INTENT_CLOSED);
            case REQUIRES_PAYMENT, AUTHORIZED -> {
                if (wanted.amount() != amount) {
                    yield Decision.refused(Problem.AMOUNT_MISMATCH);
                }
                var refusal =
                        status == Status.AUTHORIZED ? null : Card.of(wanted.token()).refusal();
                yield new Decision(attempted(wanted.attempt(), refusal, at), refusal);
            }
        };
    }

    private PaymentIntent attempted(int number, @Nullable Problem refusal, Instant at) {
        boolean declined = refusal != null;
        return new PaymentIntent(
                id,
                amount,
                declined ? Status.REQUIRES_PAYMENT : Status.AUTHORIZED,
                Math.max(attempt, number),
                declined ? 0 : amount,
                0,
                0,
                0,
                refusal,
                createdAt,
                at);
    }

    private Decision capture(long wanted, Instant at) {
        return switch (status) {
            case REQUIRES_PAYMENT, VOIDED, REFUNDED -> Decision.refused(Problem.NOT_AUTHORIZED);
            case AUTHORIZED, CAPTURED ->
                    wanted == amount
                            ? Decision.done(moved(Status.CAPTURED, amount, 0, 0, at))
                            : Decision.refused(Problem.AMOUNT_MISMATCH);
        };
    }

    private Decision close(Instant at) {
        return switch (status) {
            case REQUIRES_PAYMENT, AUTHORIZED, VOIDED ->
                    Decision.done(moved(Status.VOIDED, 0, authorized, 0, at));
            case CAPTURED, REFUNDED -> Decision.refused(Problem.ALREADY_CAPTURED);
        };
    }

    private Decision refund(long wanted, Instant at) {
        return switch (status) {
            case REQUIRES_PAYMENT, AUTHORIZED, VOIDED -> Decision.refused(Problem.NOT_CAPTURED);
            case CAPTURED, REFUNDED ->
                    wanted == amount
                            ? Decision.done(moved(Status.REFUNDED, captured, 0, amount, at))
                            : Decision.refused(Problem.AMOUNT_MISMATCH);
        };
    }

    /// It is as it was if it has come there before.
    private PaymentIntent moved(
            Status to, long nowCaptured, long nowVoided, long nowRefunded, Instant at) {
        return status == to
                ? this
                : new PaymentIntent(
                        id,
                        amount,
                        to,
                        attempt,
                        authorized,
                        nowCaptured,
                        nowVoided,
                        nowRefunded,
                        declineCode,
                        createdAt,
                        at);
    }
}
