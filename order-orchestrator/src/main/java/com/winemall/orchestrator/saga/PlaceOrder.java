package com.winemall.orchestrator.saga;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.coupon.RedeemCoupon;
import com.winemall.contracts.coupon.ReturnCoupon;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.contracts.outcome.OrderStockCommitted;
import com.winemall.contracts.product.CommitStock;
import com.winemall.contracts.product.ReleaseStock;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.product.ReturnStock;
import com.winemall.orchestrator.saga.Saga.Ending;
import com.winemall.orchestrator.saga.Saga.Reservation;
import java.util.Objects;

/// What an order takes, step by step, and how each step is taken back.
public final class PlaceOrder {

    static final String CHECK_STOCK = "check-stock";
    static final String APPLY_COUPON = "apply-coupon";
    static final String COMMIT_STOCK = "commit-stock";

    private static final Participant PRODUCTS = new Participant("product-service", "stock");
    private static final Participant COUPONS = new Participant("coupon-service", "redemption");

    private final SagaTimes times;

    public PlaceOrder(SagaTimes times) {
        this.times = times;
    }

    /// Places an order. Stock comes first because it is what runs out; the coupon second because
    /// its discount is reckoned from the prices the stock was reserved at. Then the customer pays,
    /// and only when the stock is committed the money is taken: nobody is charged for nothing.
    public SagaDefinition definition() {
        return SagaDefinition.named("place-order", 1)
                .step(
                        CHECK_STOCK,
                        Step.Kind.COMPENSATABLE,
                        PRODUCTS,
                        SagaState.CHECK_STOCK,
                        SagaState.ROLLBACK_STOCK,
                        this::reserveStock,
                        PlaceOrder::releaseStock)
                .step(
                        APPLY_COUPON,
                        Step.Kind.COMPENSATABLE,
                        COUPONS,
                        SagaState.APPLY_COUPON,
                        SagaState.ROLLBACK_COUPON,
                        PlaceOrder::redeemCoupon,
                        PlaceOrder::returnCoupon)
                .when(Saga::hasCoupon)
                .rest(SagaState.ORDER_COMPLETED, PlaceOrder::completed)
                .step(
                        COMMIT_STOCK,
                        Step.Kind.PIVOT,
                        PRODUCTS,
                        SagaState.COMMIT_STOCK,
                        SagaState.ROLLBACK_COMMIT,
                        PlaceOrder::commitStock,
                        PlaceOrder::returnStock)
                .rest(SagaState.ORDER_PAID, PlaceOrder::stockCommitted)
                .undone(SagaState.ORDER_CANCELED, PlaceOrder::canceled)
                .build();
    }

    private ReserveStock reserveStock(Saga saga, CommandId id) {
        var order = saga.order();
        return new ReserveStock(
                id,
                order.orderId(),
                order.customerId(),
                order.lines(),
                order.whenOutOfStock(),
                order.eventId(),
                times.holdFor(order.paymentWindow()),
                times.holdFor(order.reservationWindow()),
                order.waitUntil());
    }

    private static ReleaseStock releaseStock(Saga saga, CommandId id) {
        return new ReleaseStock(id, saga.orderId(), saga.order().lines());
    }

    private static RedeemCoupon redeemCoupon(Saga saga, CommandId id) {
        return new RedeemCoupon(
                id, saga.orderId(), saga.order().customerId(), couponOf(saga), saga.subtotal());
    }

    private static ReturnCoupon returnCoupon(Saga saga, CommandId id) {
        return new ReturnCoupon(id, saga.orderId(), couponOf(saga));
    }

    private static CommitStock commitStock(Saga saga, CommandId id) {
        return new CommitStock(id, saga.orderId(), saga.order().lines());
    }

    private static ReturnStock returnStock(Saga saga, CommandId id) {
        return new ReturnStock(id, saga.orderId(), saga.order().lines());
    }

    private static OrderOutcome completed(Saga saga) {
        Reservation reservation = Objects.requireNonNull(saga.reservation());
        return new OrderCompleted(
                saga.orderId(),
                saga.version(),
                saga.order().customerId(),
                reservation.lines(),
                saga.order().couponCode(),
                saga.subtotal(),
                saga.discount(),
                saga.subtotal() - saga.discount(),
                saga.isServedFromLine(),
                Objects.requireNonNull(saga.paymentDueAt()));
    }

    private static OrderOutcome stockCommitted(Saga saga) {
        return new OrderStockCommitted(saga.orderId(), saga.version(), saga.order().customerId());
    }

    /// What everybody is told once everything is given back.
    private static OrderOutcome canceled(Saga saga) {
        Ending ending = Objects.requireNonNull(saga.ending());
        return new OrderCanceled(
                saga.orderId(),
                saga.version(),
                saga.order().customerId(),
                ending.reason(),
                ending.shortages(),
                ending.couponProblem(),
                ending.note(),
                ending.at());
    }

    private static CouponCode couponOf(Saga saga) {
        return Objects.requireNonNull(saga.order().couponCode(), "no coupon, no such step");
    }
}
