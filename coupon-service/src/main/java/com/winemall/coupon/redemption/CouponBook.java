package com.winemall.coupon.redemption;

import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.coupon.CouponCommand;
import com.winemall.contracts.coupon.RedeemCoupon;
import com.winemall.contracts.coupon.ReturnCoupon;
import com.winemall.contracts.reply.CouponRedeemed;
import com.winemall.contracts.reply.CouponRejected;
import com.winemall.contracts.reply.CouponReply;
import com.winemall.contracts.reply.CouponReturned;
import com.winemall.coupon.code.Code;
import com.winemall.coupon.redemption.Redemption.State;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The coupons and the orders one poll is about, for the length of a transaction that has those
/// coupons to itself. Whatever is asked twice is answered as it was before.
public final class CouponBook {

    private final Instant now;
    private final Map<Code, LiveCoupon> coupons = new HashMap<>();
    private final Map<OrderId, Redemption> redemptions = new HashMap<>();
    private final Map<Code, OrderId> users = new HashMap<>();
    private final Map<OrderId, Redemption> changed = new LinkedHashMap<>();

    /// @param coupons those of the codes asked about that somebody has
    /// @param redemptions of the orders asked about, and of whatever order has one of the coupons
    public CouponBook(
            Instant now, Collection<LiveCoupon> coupons, Collection<Redemption> redemptions) {
        this.now = now;
        coupons.forEach(coupon -> this.coupons.put(coupon.code(), coupon));
        redemptions.forEach(this::remember);
    }

    CouponReply handle(CouponCommand command) {
        return switch (command) {
            case RedeemCoupon redeem -> redeem(redeem);
            case ReturnCoupon giveBack -> giveBack(giveBack);
        };
    }

    private CouponReply redeem(RedeemCoupon command) {
        var redemption = redemptions.get(command.orderId());
        if (redemption == null) {
            redemption = decide(command);
            put(redemption);
        }
        return switch (redemption.state()) {
            case State.Redeemed(long discount, _) ->
                    new CouponRedeemed(command.commandId(), command.orderId(), discount);
            case State.Refused(var problem) -> rejected(command, problem);
            // Its order has ended before it: there is nothing to be had any more.
            case State.Returned _ -> rejected(command, CouponProblem.EXPIRED);
        };
    }

    private Redemption decide(RedeemCoupon command) {
        var code = Code.of(command.couponCode()).orElse(null);
        var coupon = code == null ? null : coupons.get(code);
        return new Redemption(command.orderId(), code, decide(command, coupon));
    }

    private State decide(RedeemCoupon command, @Nullable LiveCoupon coupon) {
        if (coupon == null) {
            return new State.Refused(CouponProblem.UNKNOWN);
        }
        if (!coupon.owner().equals(command.customerId())) {
            return new State.Refused(CouponProblem.NOT_YOURS);
        }
        if (users.containsKey(coupon.code())) {
            return new State.Refused(CouponProblem.USED);
        }
        var terms = coupon.terms();
        if (terms.validity().isOverAt(now)) {
            return new State.Refused(CouponProblem.EXPIRED);
        }
        if (!terms.validity().hasBegunAt(now)) {
            return new State.Refused(CouponProblem.NOT_YET_VALID);
        }
        if (command.subtotal() < terms.minimumSubtotal()) {
            return new State.Refused(CouponProblem.BELOW_MINIMUM);
        }
        return new State.Redeemed(terms.discount().on(command.subtotal()), now);
    }

    /// Returning what was never redeemed is fine: the saga undoes a step whose answer it has not
    /// seen, and cannot know whether there is anything to undo.
    private CouponReply giveBack(ReturnCoupon command) {
        var redemption = redemptions.get(command.orderId());
        if (redemption == null) {
            var code = Code.of(command.couponCode()).orElse(null);
            put(new Redemption(command.orderId(), code, new State.Returned(null)));
        } else if (redemption.state() instanceof State.Redeemed redeemed) {
            users.remove(redemption.code());
            put(redemption.to(new State.Returned(redeemed)));
        }
        return new CouponReturned(command.commandId(), command.orderId());
    }

    private static CouponReply rejected(RedeemCoupon command, CouponProblem problem) {
        return new CouponRejected(command.commandId(), command.orderId(), problem);
    }

    private void put(Redemption redemption) {
        remember(redemption);
        changed.put(redemption.orderId(), redemption);
    }

    private void remember(Redemption redemption) {
        redemptions.put(redemption.orderId(), redemption);
        if (redemption.state() instanceof State.Redeemed && redemption.code() != null) {
            users.put(redemption.code(), redemption.orderId());
        }
    }

    /// Redemptions that are new or have another state.
    public Collection<Redemption> changed() {
        return changed.values();
    }
}
