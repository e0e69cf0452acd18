package com.winemall.orchestrator.audit;

import com.winemall.orchestrator.audit.SagaFacts.SagaFact;
import com.winemall.orchestrator.audit.Services.OrderFact;
import com.winemall.orchestrator.saga.SagaState;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Something that must hold between services about every order.
///
/// @param needs whose facts it is about
record Rule(String sentence, Set<Source> needs, Test test) {

    static final List<Rule> ALL =
            List.of(
                    new Rule(
                            "orders and their sagas agree, and none is undecided for long",
                            Set.of(Source.ORDERS),
                            (facts, _) -> disagreement(facts)),
                    new Rule(
                            "no ended order holds stock",
                            Set.of(Source.ORDERS, Source.HOLDS),
                            (facts, _) -> stockOfEnded(facts)),
                    new Rule(
                            "every order that can be paid has its stock",
                            Set.of(Source.ORDERS, Source.HOLDS),
                            Rule::noStockOfAccepted),
                    new Rule(
                            "every paid order has its stock, and its saga has ended so",
                            Set.of(Source.ORDERS, Source.HOLDS),
                            (facts, _) -> paidForNothing(facts)),
                    new Rule(
                            "stock has left only for orders that are being paid or are paid",
                            Set.of(Source.ORDERS, Source.HOLDS),
                            (facts, _) -> stockForNothing(facts)),
                    new Rule(
                            "no ended order holds a coupon",
                            Set.of(Source.ORDERS, Source.COUPONS),
                            (facts, _) -> couponOfEnded(facts)),
                    new Rule(
                            "every customer is told when an order is accepted, paid or ended",
                            Set.of(Source.ORDERS, Source.MAILS),
                            (facts, _) -> untold(facts)));

    private static @Nullable String disagreement(Facts facts) {
        var order = facts.order();
        var saga = facts.saga();
        if (order == null) {
            return null;
        }
        if (saga == null) {
            return order.id() + " is " + order.status() + " and has no saga";
        }
        return fits(order, saga.state())
                ? null
                : order.id() + " is " + order.status() + ", its saga at " + saga.state();
    }

    /// Whether an order may look so while its saga rests there. Where a saga does not rest it is
    /// not for long. How long an order may be paid is its own service's business.
    private static boolean fits(OrderFact order, SagaState state) {
        return switch (state) {
            case AWAIT_STOCK -> order.status().equals("RESERVED");
            case ORDER_COMPLETED -> order.status().equals("NOTPAYED") || order.isBeingPaid();
            case ORDER_PAID -> order.isBeingPaid() || order.isPaid();
            case ORDER_CANCELED -> order.isEnded();
            case ORDER_PENDING,
                    CHECK_STOCK,
                    APPLY_COUPON,
                    COMMIT_STOCK,
                    ROLLBACK_COMMIT,
                    ROLLBACK_COUPON,
                    ROLLBACK_STOCK ->
                    false;
        };
    }

    private static @Nullable String stockOfEnded(Facts facts) {
        var hold = facts.hold();
        return hold != null && isOver(facts)
                ? facts.orderId() + " has ended and is " + hold.state()
                : null;
    }

    private static @Nullable String couponOfEnded(Facts facts) {
        var redemption = facts.redemption();
        return redemption != null && isOver(facts)
                ? facts.orderId() + " has ended and uses " + redemption.couponCode()
                : null;
    }

    /// Not about a hold that runs out: then the order times out, or what is being paid is lost.
    private static @Nullable String noStockOfAccepted(Facts facts, Instant soon) {
        var saga = facts.saga();
        return saga != null
                        && saga.state() == SagaState.ORDER_COMPLETED
                        && facts.hold() == null
                        && saga.heldUntil() != null
                        && saga.heldUntil().isAfter(soon)
                ? facts.orderId() + " is accepted and holds nothing"
                : null;
    }

    private static @Nullable String paidForNothing(Facts facts) {
        var order = facts.order();
        var saga = facts.saga();
        var hold = facts.hold();
        if (order == null || !order.isPaid()) {
            return null;
        }
        if (saga == null || saga.state() != SagaState.ORDER_PAID) {
            return order.id() + " is " + order.status() + ", its saga at " + state(saga);
        }
        return hold != null && hold.isCommitted()
                ? null
                : order.id()
                        + " is "
                        + order.status()
                        + ", its stock "
                        + (hold == null ? "given back" : hold.state());
    }

    private static @Nullable String stockForNothing(Facts facts) {
        var order = facts.order();
        var hold = facts.hold();
        if (hold == null || !hold.isCommitted()) {
            return null;
        }
        return order != null && (order.isBeingPaid() || order.isPaid())
                ? null
                : facts.orderId()
                        + " is COMMITTED, its order "
                        + (order == null ? "not known" : order.status());
    }

    /// A mail that is written is sent, or says why not: its address bounced, for one. That is for
    /// the service that sends it to check.
    private static @Nullable String untold(Facts facts) {
        var order = facts.order();
        if (order == null || order.toldBy().isEmpty()) {
            return null;
        }
        var told = facts.told();
        return told != null && !Collections.disjoint(told.kinds(), order.toldBy())
                ? null
                : order.id() + " is " + order.status() + " and nobody has told its customer";
    }

    /// An order nobody knows of has no right to anything, either.
    private static boolean isOver(Facts facts) {
        var order = facts.order();
        var saga = facts.saga();
        if (order == null && saga == null) {
            return true;
        }
        return (order != null && order.isEnded())
                || (saga != null && saga.state() == SagaState.ORDER_CANCELED);
    }

    private static String state(@Nullable SagaFact saga) {
        return saga == null ? "nothing" : saga.state().name();
    }

    /// Says what is wrong with an order, if anything is.
    interface Test {

        /// @param soon holds that run out by then are not counted on
        @Nullable String problem(Facts facts, Instant soon);
    }

    /// Whose list a fact comes from. The sagas are here.
    enum Source {
        ORDERS,
        HOLDS,
        COUPONS,
        MAILS
    }
}
