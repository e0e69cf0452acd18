package com.winemall.orchestrator.saga.simulation;

import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.coupon.RedeemCoupon;
import com.winemall.contracts.coupon.ReturnCoupon;
import com.winemall.contracts.reply.CouponRedeemed;
import com.winemall.contracts.reply.CouponRejected;
import com.winemall.contracts.reply.CouponReturned;
import java.util.HashMap;
import java.util.Map;

/// coupon-service as the saga knows it: each coupon is used by one order at a time.
final class SimulatedCoupons implements Part {

    static final long DISCOUNT = 1_000;

    private final Plant plant;
    private final Map<CouponCode, OrderId> users = new HashMap<>();
    private final Map<OrderId, State> redemptions = new HashMap<>();

    private Part orchestrator;

    SimulatedCoupons(Plant plant) {
        this.plant = plant;
    }

    void answersTo(Part part) {
        orchestrator = part;
    }

    @Override
    public String name() {
        return "coupon-service";
    }

    @Override
    public Following handle(Message message) {
        return Following.nothing()
                .then(
                        orchestrator,
                        switch (message) {
                            case RedeemCoupon redeem -> redeem(redeem);
                            case ReturnCoupon giveBack -> takeBack(giveBack);
                            default -> throw new Violation("coupon-service got " + message);
                        });
    }

    private Message redeem(RedeemCoupon command) {
        var state = redemptions.get(command.orderId());
        if (state == null) {
            boolean free = users.putIfAbsent(command.couponCode(), command.orderId()) == null;
            state = free ? State.REDEEMED : State.REFUSED;
            redemptions.put(command.orderId(), state);
        }
        return state == State.REDEEMED
                ? new CouponRedeemed(command.commandId(), command.orderId(), DISCOUNT)
                : new CouponRejected(command.commandId(), command.orderId(), CouponProblem.USED);
    }

    private Message takeBack(ReturnCoupon command) {
        var state = redemptions.get(command.orderId());
        if (state == State.REDEEMED) {
            users.remove(command.couponCode());
        }
        if (state != null || plant != Plant.UNDO_BEFORE_DO_FORGOTTEN) {
            redemptions.put(command.orderId(), State.RETURNED);
        }
        return new CouponReturned(command.commandId(), command.orderId());
    }

    boolean isUsedBy(OrderId order) {
        return users.containsValue(order);
    }

    int usedCoupons() {
        return users.size();
    }

    private enum State {
        REDEEMED,
        REFUSED,
        RETURNED
    }
}
