package com.winemall.orchestrator.saga.simulation;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.order.OrderCancelRequested;
import com.winemall.contracts.order.OrderPaid;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.order.PaymentAuthorized;
import com.winemall.contracts.order.PaymentTimedOut;
import com.winemall.contracts.outcome.OrderAwaitingStock;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.contracts.outcome.OrderStockCommitted;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// order-service's rows: what the customer sees, and what the customer does.
final class SimulatedOrders implements Part {

    private static final Duration UNDECIDED_PATIENCE = Duration.ofSeconds(30);

    private final Network network;
    private final Duration skew;
    private final Map<OrderId, Row> rows = new HashMap<>();

    private Part orchestrator;

    SimulatedOrders(Network network, Duration skew) {
        this.network = network;
        this.skew = skew;
    }

    void tells(Part part) {
        orchestrator = part;
    }

    @Override
    public String name() {
        return "order-service";
    }

    Following place(OrderPlaced order) {
        rows.put(order.orderId(), new Row(order, now()));
        return Following.nothing().throughOutbox(orchestrator, order);
    }

    Following pay(OrderId id) {
        var row = rows.get(id);
        if (row.status != Status.NOTPAYED || !now().isBefore(row.paymentDueAt)) {
            return Following.nothing();
        }
        row.status = Status.PAYING;
        row.authorized = true;
        row.version++;
        row.touchedAt = now();
        return Following.nothing().throughOutbox(orchestrator, row.paymentAuthorized());
    }

    Following cancel(OrderId id) {
        var row = rows.get(id);
        switch (row.status) {
            case PENDING, RESERVED -> {
                if (row.cancelRequested) {
                    return Following.nothing();
                }
            }
            case NOTPAYED -> row.end(CancelReason.CUSTOMER_REQUEST);
            case PREPARING -> {
                row.captured = false;
                row.end(CancelReason.CUSTOMER_REQUEST);
            }
            case PAYING, ENDED -> {
                return Following.nothing();
            }
        }
        row.cancelRequested = true;
        row.version++;
        return Following.nothing().throughOutbox(orchestrator, row.cancelRequest());
    }

    /// The timer: unpaid orders end, and a silent saga is asked again.
    Following tick() {
        var following = Following.nothing();
        for (var row : rows.values()) {
            if (row.status == Status.NOTPAYED && !now().isBefore(row.paymentDueAt)) {
                row.end(CancelReason.PAYMENT_TIMEOUT);
                row.version++;
                following.throughOutbox(orchestrator, row.timedOut());
            } else if (row.isWaitingForTheSaga()
                    && now().isAfter(row.touchedAt.plus(UNDECIDED_PATIENCE))) {
                row.touchedAt = now();
                row.whatTheSagaMayNotKnow(following, orchestrator);
            }
        }
        return following;
    }

    @Override
    public Following handle(Message message) {
        if (!(message instanceof OrderOutcome outcome)) {
            throw new Violation("order-service got " + message);
        }
        var row = rows.get(outcome.orderId());
        var following = Following.nothing();
        if (outcome.version() <= row.sagaVersion) {
            return following;
        }
        switch (outcome) {
            case OrderCompleted completed -> completed(row, completed);
            case OrderAwaitingStock _ -> {
                if (row.isUndecided()) {
                    row.status = Status.RESERVED;
                    row.touchedAt = now();
                }
            }
            case OrderStockCommitted _ -> {
                if (row.status == Status.PAYING) {
                    row.status = Status.PREPARING;
                    row.captured = true;
                    row.version++;
                    following.throughOutbox(orchestrator, row.paid());
                }
            }
            case OrderCanceled canceled -> {
                row.authorized = false;
                row.settled = true;
                if (row.status != Status.ENDED) {
                    row.end(canceled.reason());
                }
            }
        }
        row.sagaVersion = Math.max(row.sagaVersion, outcome.version());
        return following;
    }

    private void completed(Row row, OrderCompleted completed) {
        row.discount = completed.discount();
        if (row.isUndecided() && !row.cancelRequested) {
            row.status = Status.NOTPAYED;
            row.paymentDueAt = completed.paymentDueAt();
        }
    }

    Collection<Row> rows() {
        return rows.values();
    }

    private Instant now() {
        return network.now().plus(skew);
    }

    enum Status {
        PENDING,
        RESERVED,
        NOTPAYED,
        PAYING,
        PREPARING,
        ENDED
    }

    /// One order's row.
    static final class Row {

        final OrderPlaced order;
        Status status = Status.PENDING;
        @Nullable CancelReason reason;
        boolean cancelRequested;
        boolean authorized;
        boolean captured;
        private boolean settled;
        long discount;
        Instant paymentDueAt = Instant.MAX;
        private Instant touchedAt;
        private long version = 1;
        private long sagaVersion;

        private Row(OrderPlaced order, Instant now) {
            this.order = order;
            this.touchedAt = now;
        }

        private void end(CancelReason why) {
            status = Status.ENDED;
            reason = why;
        }

        private boolean isUndecided() {
            return status == Status.PENDING || status == Status.RESERVED;
        }

        private boolean isWaitingForTheSaga() {
            return isUndecided() || status == Status.PAYING || (status == Status.ENDED && !settled);
        }

        boolean isSettled() {
            return status == Status.PREPARING || (status == Status.ENDED && settled);
        }

        private void whatTheSagaMayNotKnow(Following following, Part saga) {
            if (isUndecided()) {
                following.throughOutbox(saga, order);
            }
            if (status == Status.PAYING) {
                following.throughOutbox(saga, paymentAuthorized());
            } else if (reason == CancelReason.PAYMENT_TIMEOUT) {
                following.throughOutbox(saga, timedOut());
            } else if (cancelRequested) {
                following.throughOutbox(saga, cancelRequest());
            }
        }

        private OrderCancelRequested cancelRequest() {
            return new OrderCancelRequested(
                    order.orderId(), version, CancelReason.CUSTOMER_REQUEST, null, touchedAt);
        }

        private PaymentAuthorized paymentAuthorized() {
            return new PaymentAuthorized(order.orderId(), version, touchedAt);
        }

        private PaymentTimedOut timedOut() {
            return new PaymentTimedOut(order.orderId(), version, paymentDueAt);
        }

        private OrderPaid paid() {
            return new OrderPaid(order.orderId(), version, order.customerId(), 1, 0, touchedAt);
        }
    }
}
