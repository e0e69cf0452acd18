package com.winemall.orchestrator.saga.simulation;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.order.OrderCancelRequested;
import com.winemall.contracts.order.OrderDelivered;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.order.OrderPaid;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.order.OrderRefunded;
import com.winemall.contracts.order.OrderShipped;
import com.winemall.contracts.order.PaymentAuthorized;
import com.winemall.contracts.order.PaymentTimedOut;
import com.winemall.orchestrator.saga.simulation.SimulatedProvider.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One order's row, and its payment's.
final class OrderRow {

    final OrderPlaced order;
    final Payment payment;
    Status status = Status.PENDING;
    @Nullable CancelReason reason;
    long total;
    long discount;
    Instant paymentDueAt = Instant.MAX;

    /// When the last attempt to pay was accepted.
    @Nullable Instant payingSince;

    /// Asked for while the saga was deciding.
    boolean cancelRequested;

    /// The customer was told that it is cancelled, or will be.
    boolean cancellationAccepted;

    /// It has ended for its saga, too.
    boolean settled;

    Instant touchedAt;
    long version = 1;
    long sagaVersion;

    OrderRow(OrderPlaced order, Instant now) {
        this.order = order;
        this.touchedAt = now;
        this.payment = new Payment(order.orderId().toString(), now);
    }

    OrderId id() {
        return order.orderId();
    }

    int units() {
        return order.lines().getFirst().quantity();
    }

    boolean isUndecided() {
        return status == Status.PENDING || status == Status.RESERVED;
    }

    /// Whether it is paid and will be sent.
    boolean isKept() {
        return switch (status) {
            case PREPARING, SHIPPING, DELIVERED -> true;
            case PENDING, RESERVED, NOTPAYED, PAYING, ENDED -> false;
        };
    }

    boolean isSettled() {
        return !payment.isUnderWay() && (isKept() || (status == Status.ENDED && settled));
    }

    boolean isWaitingForTheSaga() {
        return isUndecided()
                || (status == Status.PAYING && payment.state == PaymentState.AUTHORIZED)
                || (status == Status.ENDED && !settled);
    }

    List<OrderEvent> whatTheSagaMayNotKnow() {
        List<OrderEvent> facts = new ArrayList<>();
        if (isUndecided()) {
            facts.add(order);
            if (cancelRequested) {
                facts.add(cancelRequest());
            }
        } else if (status == Status.PAYING) {
            facts.add(paymentAuthorized());
        } else {
            facts.add(reason == CancelReason.PAYMENT_TIMEOUT ? timedOut() : cancelRequest());
        }
        return facts;
    }

    OrderCancelRequested cancelRequest() {
        var why = reason == null ? CancelReason.CUSTOMER_REQUEST : reason;
        return new OrderCancelRequested(id(), version, why, null, touchedAt);
    }

    PaymentAuthorized paymentAuthorized() {
        return new PaymentAuthorized(id(), version, touchedAt);
    }

    PaymentTimedOut timedOut() {
        return new PaymentTimedOut(id(), version, paymentDueAt);
    }

    OrderPaid paid() {
        return new OrderPaid(id(), version, order.customerId(), units(), total, touchedAt);
    }

    OrderShipped shipped() {
        return new OrderShipped(id(), version, order.customerId(), "Vine Post", "VP", touchedAt);
    }

    OrderDelivered delivered() {
        return new OrderDelivered(id(), version, order.customerId(), touchedAt);
    }

    OrderRefunded refunded() {
        return new OrderRefunded(id(), version, order.customerId(), total, touchedAt);
    }

    enum Status {
        PENDING,
        RESERVED,
        NOTPAYED,
        PAYING,
        PREPARING,
        SHIPPING,
        DELIVERED,
        ENDED
    }

    enum PaymentState {
        /// Nobody has tried to pay.
        NONE,
        AUTHORIZING,
        AUTHORIZED,
        CAPTURING,
        CAPTURED,
        /// Declined, or not possible; may be tried again.
        FAILED,
        RETURNING,
        RETURNED
    }

    static final class Payment {

        PaymentState state = PaymentState.NONE;
        String intent;
        int attempt;
        Instant touchedAt;
        private @Nullable Token token;

        private Payment(String intent, Instant now) {
            this.intent = intent;
            this.touchedAt = now;
        }

        void begin(Token with, Instant now) {
            state = PaymentState.AUTHORIZING;
            attempt++;
            token = with;
            touchedAt = now;
        }

        Token token() {
            return Objects.requireNonNull(token, "nobody has tried to pay");
        }

        /// Whether the provider has something to say or to confirm.
        boolean isUnderWay() {
            return switch (state) {
                case AUTHORIZING, CAPTURING, RETURNING -> true;
                case NONE, AUTHORIZED, CAPTURED, FAILED, RETURNED -> false;
            };
        }
    }
}
