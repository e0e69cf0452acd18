package com.winemall.order.payment;

import com.winemall.contracts.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The money of one order at one moment.
///
/// @param amount in won
/// @param attempt how often it was tried
/// @param token what the customer pays with, until it is used
/// @param authorizeUntil the order's deadline: later nothing is set aside for it any more
/// @param capturedAt when it was taken, even if it went back since
/// @param dueAt when whoever looks next goes on with it
/// @param failures of the provider since the last progress
public record Payment(
        OrderId orderId,
        long amount,
        PaymentStatus status,
        int attempt,
        @Nullable PaymentToken token,
        Instant authorizeUntil,
        @Nullable Instant capturedAt,
        @Nullable Instant refundedAt,
        @Nullable Instant dueAt,
        int failures,
        @Nullable String lastError,
        Instant updatedAt) {

    public Charge charge() {
        return new Charge(orderId, amount, attempt);
    }

    /// Whether an answer to what this payment asked still means anything to that one.
    boolean isSameTryAs(Payment other) {
        return status == other.status && attempt == other.attempt;
    }

    Payment authorized(Instant now) {
        return moved(PaymentStatus.AUTHORIZED, null, null, now);
    }

    Payment failed(@Nullable String reason, Instant now) {
        return moved(PaymentStatus.FAILED, null, reason, now);
    }

    Payment captured(Instant now) {
        return new Payment(
                orderId,
                amount,
                PaymentStatus.CAPTURED,
                attempt,
                null,
                authorizeUntil,
                now,
                null,
                null,
                0,
                null,
                now);
    }

    Payment returning(Instant due, @Nullable String reason, Instant now) {
        return moved(PaymentStatus.RETURNING, due, reason, now);
    }

    Payment released(Instant now) {
        return moved(PaymentStatus.RETURNED, null, null, now);
    }

    Payment refunded(Instant now) {
        return new Payment(
                orderId,
                amount,
                PaymentStatus.RETURNED,
                attempt,
                null,
                authorizeUntil,
                capturedAt == null ? now : capturedAt,
                now,
                null,
                0,
                null,
                now);
    }

    /// The provider has not said what became of it: it is asked again.
    Payment postponed(Instant due, String reason, Instant now) {
        return new Payment(
                orderId,
                amount,
                status,
                attempt,
                token,
                authorizeUntil,
                capturedAt,
                refundedAt,
                due,
                failures + 1,
                reason,
                now);
    }

    private Payment moved(
            PaymentStatus to, @Nullable Instant due, @Nullable String reason, Instant now) {
        return new Payment(
                orderId,
                amount,
                to,
                attempt,
                null,
                authorizeUntil,
                capturedAt,
                refundedAt,
                due,
                0,
                reason,
                now);
    }
}
