package com.winemall.order.payment;

import com.winemall.contracts.OrderId;
import com.winemall.order.ordering.EventPlaces;
import com.winemall.order.ordering.Order;
import com.winemall.order.ordering.OrderAnnouncements;
import com.winemall.order.ordering.OrderChanges;
import com.winemall.order.ordering.OrderStatus;
import com.winemall.order.ordering.OrderTimes;
import com.winemall.order.ordering.Orders;
import com.winemall.order.payment.PaymentProvider.Answer;
import com.winemall.order.payment.PaymentProvider.Authorized;
import com.winemall.order.payment.PaymentProvider.CaptureRefused;
import com.winemall.order.payment.PaymentProvider.Captured;
import com.winemall.order.payment.PaymentProvider.Declined;
import com.winemall.order.payment.PaymentProvider.NotDone;
import com.winemall.order.payment.PaymentProvider.Refunded;
import com.winemall.order.payment.PaymentProvider.Released;
import com.winemall.order.payment.PaymentProvider.Unknown;
import com.winemall.starter.commit.CommitOwner;
import com.winemall.starter.commit.GroupCommit;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Writes down what the provider has answered, order and payment together, and says what follows.
/// An answer to a try that is over changes nothing. Those that arrive together share a commit.
@Component
class PaymentSettlement implements CommitOwner {

    private static final Logger log = LoggerFactory.getLogger(PaymentSettlement.class);

    private final Orders orders;
    private final Payments payments;
    private final OrderAnnouncements announcements;
    private final Outbox outbox;
    private final OrderChanges changes;
    private final EventPlaces places;
    private final OrderTimes times;
    private final PaymentSettings settings;
    private final MeterRegistry meters;
    private final Clock clock;
    private final GroupCommit<Answered, Optional<Order>> commits;

    PaymentSettlement(
            Orders orders,
            Payments payments,
            OrderAnnouncements announcements,
            Outbox outbox,
            OrderChanges changes,
            EventPlaces places,
            OrderTimes times,
            PaymentSettings settings,
            TransactionOperations transaction,
            MeterRegistry meters,
            Clock clock) {
        this.orders = orders;
        this.payments = payments;
        this.announcements = announcements;
        this.outbox = outbox;
        this.changes = changes;
        this.places = places;
        this.times = times;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        this.commits =
                new GroupCommit<>(
                        "settle-payments",
                        transaction,
                        this::settleTogether,
                        settings.batchMax(),
                        settings.linger(),
                        settings.queueMax());
    }

    /// Returns once it is committed.
    ///
    /// @param asked the payment as it was when the provider was asked
    /// @return the order as it is now; empty if the answer came too late to mean anything
    /// @throws GroupCommit.Overloaded if more are waiting than may; the payment is due again when
    ///   its lease is over
    Optional<Order> settle(Payment asked, Answer answer) {
        return commits.commit(new Answered(asked, answer));
    }

    private List<Optional<Order>> settleTogether(List<Answered> answers) {
        var now = clock.instant();
        var ids = answers.stream().map(Answered::orderId).collect(Collectors.toSet());
        var turn = new Turn(now, new HashMap<>(orders.lock(ids)), payments.lock(ids));
        List<Optional<Order>> results = new ArrayList<>(answers.size());
        for (var answered : answers) {
            results.add(turn.settle(answered));
        }
        orders.update(turn.changedOrders.values());
        payments.update(turn.changedPayments.values());
        places.sell(turn.paid);
        outbox.add(turn.messages);
        changes.announce(turn.changedOrders.values());
        return results;
    }

    @Override
    public GroupCommit<?, ?> commits() {
        return commits;
    }

    private record Answered(Payment asked, Answer answer) {

        OrderId orderId() {
            return asked.orderId();
        }
    }

    /// One transaction's work while it is done.
    private final class Turn {

        private final Instant now;
        private final Map<OrderId, Order> current;
        private final Map<OrderId, Payment> currentPayments;
        private final Map<OrderId, Order> changedOrders = new LinkedHashMap<>();
        private final Map<OrderId, Payment> changedPayments = new LinkedHashMap<>();
        private final List<Order> paid = new ArrayList<>();
        private final List<Outgoing> messages = new ArrayList<>();

        private Turn(Instant now, Map<OrderId, Order> orders, Map<OrderId, Payment> payments) {
            this.now = now;
            this.current = orders;
            this.currentPayments = new HashMap<>(payments);
        }

        private Optional<Order> settle(Answered answered) {
            var order = Objects.requireNonNull(current.get(answered.orderId()));
            var payment = Objects.requireNonNull(currentPayments.get(answered.orderId()));
            if (!payment.isSameTryAs(answered.asked())) {
                log.atInfo()
                        .addKeyValue("orderId", order.id())
                        .log("an answer came too late: {}", answered.answer());
                return Optional.empty();
            }
            tell(order, payment, answered.answer());
            switch (answered.answer()) {
                case Authorized _ -> {
                    keep(payment.authorized(now));
                    var paying = keep(order.authorized(times, now));
                    messages.add(announcements.authorized(paying));
                }
                case Declined _, NotDone _ -> failed(order, payment, answered.answer());
                case Captured _ -> {
                    keep(payment.captured(now));
                    var kept = keep(order.paid(now));
                    paid.add(kept);
                    messages.add(announcements.paid(kept));
                }
                case CaptureRefused(var reason) -> {
                    keep(payment.returning(now, reason, now));
                    messages.add(announcements.lapsed(keep(order.paymentLapsed(times, now))));
                }
                case Released _ -> keep(payment.released(now));
                case Refunded _ -> {
                    keep(payment.refunded(now));
                    messages.add(announcements.refunded(keep(order.refunded(now))));
                }
                case Unknown(var reason) ->
                        keep(
                                payment.postponed(
                                        now.plus(settings.pauseAfter(payment.failures())),
                                        reason,
                                        now));
            }
            return Optional.ofNullable(current.get(order.id()));
        }

        /// No money has moved. If the deadline has passed meanwhile the order is over, and the
        /// intent is closed, so that nothing late can move any.
        private void failed(Order order, Payment payment, Answer answer) {
            var reason = PaymentProvider.reason(answer);
            var after = keep(order.paymentFailed(times, now));
            if (after.status() == OrderStatus.TIMEOUT) {
                keep(payment.returning(now, reason, now));
                messages.add(announcements.timedOut(after));
            } else {
                keep(payment.failed(reason, now));
            }
        }

        private Order keep(Order order) {
            current.put(order.id(), order);
            changedOrders.put(order.id(), order);
            return order;
        }

        private void keep(Payment payment) {
            currentPayments.put(payment.orderId(), payment);
            changedPayments.put(payment.orderId(), payment);
        }

        private void tell(Order order, Payment payment, Answer answer) {
            var result = answer.getClass().getSimpleName();
            meters.counter("winemall.payment.answers", "answer", result).increment();
            var line =
                    answer instanceof Unknown || answer instanceof CaptureRefused
                            ? log.atWarn()
                            : log.atInfo();
            line.addKeyValue("orderId", order.id())
                    .addKeyValue("attempt", payment.attempt())
                    .log("payment {}: {}", payment.status(), answer);
        }
    }
}
