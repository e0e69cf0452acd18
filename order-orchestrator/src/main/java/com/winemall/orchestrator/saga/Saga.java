package com.winemall.orchestrator.saga;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CommandId;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.order.OrderPlaced;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One order's saga at one moment.
///
/// @param definitionVersion of the definition it was started with, and keeps
/// @param order what was ordered
/// @param reached the steps that are done or in doubt, in their order; undoing goes backwards
/// @param pending the command whose answer it waits for
/// @param dueAt when it acts by itself if nothing arrives
/// @param answered the last command whose answer it has used
/// @param reservation what is set aside for it
/// @param discount in won
/// @param paymentDueAt the last moment to pay
/// @param ending why it ends, once it does
/// @param paused an operator keeps it from sending commands
/// @param orderVersion of the last fact about the order it has used
/// @param version grows with every change
public record Saga(
        int definitionVersion,
        OrderPlaced order,
        SagaState state,
        List<String> reached,
        @Nullable Pending pending,
        @Nullable Instant dueAt,
        @Nullable CommandId answered,
        @Nullable Reservation reservation,
        long discount,
        @Nullable Instant paymentDueAt,
        @Nullable Ending ending,
        boolean paused,
        long orderVersion,
        long version) {

    public Saga {
        reached = List.copyOf(reached);
    }

    public OrderId orderId() {
        return order.orderId();
    }

    public boolean hasCoupon() {
        return order.couponCode() != null;
    }

    /// What the lines cost, in won.
    public long subtotal() {
        return reservation == null
                ? 0
                : reservation.lines().stream()
                        .mapToLong(line -> Math.multiplyExact(line.unitPrice(), line.quantity()))
                        .reduce(0, Math::addExact);
    }

    /// Whether this customer had to wait for the units: in the product's line, or in that of a sale
    /// event, which is over when the order is placed.
    public boolean isServedFromLine() {
        return (reservation != null && reservation.fromLine())
                || (order.eventId() != null && order.whenOutOfStock() == WhenOutOfStock.RESERVE);
    }

    /// How long this customer has to pay.
    public Duration paymentWindow() {
        return isServedFromLine() ? order.reservationWindow() : order.paymentWindow();
    }

    public boolean isEnded() {
        return state == SagaState.ORDER_CANCELED || state == SagaState.ORDER_PAID;
    }

    /// A command on its way.
    ///
    /// @param attempts how often it was sent; 0 while the saga is paused before the first
    /// @param since when it was first to be sent
    public record Pending(
            CommandId commandId, String step, Direction direction, int attempts, Instant since) {}

    /// What product-service keeps for this order.
    ///
    /// @param heldUntil when the units go back by themselves
    /// @param fromLine whether the order stood in line for it
    public record Reservation(List<PricedLine> lines, Instant heldUntil, boolean fromLine) {

        public Reservation {
            lines = List.copyOf(lines);
        }
    }

    /// Why a saga ends without being paid.
    ///
    /// @param note what an operator or the customer said about it
    /// @param at when that was decided
    public record Ending(
            CancelReason reason,
            List<Shortage> shortages,
            @Nullable CouponProblem couponProblem,
            @Nullable String note,
            Instant at) {

        public Ending {
            shortages = List.copyOf(shortages);
        }

        static Ending because(CancelReason reason, @Nullable String note, Instant at) {
            return new Ending(reason, List.of(), null, note, at);
        }
    }
}
