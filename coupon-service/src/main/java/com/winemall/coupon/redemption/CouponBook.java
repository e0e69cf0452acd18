package com.winemall.coupon.redemption;

import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.CustomerId;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The coupons and the orders one poll is about, for the length of a transaction that has those
/// coupons to itself. Whatever is asked twice is answered as it was before.
public final class CouponBook {

    private final Instant now;
    private final Map<Code, LiveCoupon> coupons = new HashMap<>();
    private final Map<OrderId, Redemption> redemptions = new HashMap<>();
    private final Map<Code, OrderId> users = new HashMap<>();
    private final Map<OrderId, Redemption> changed = new LinkedHashMap<>();
    private final Map<CustomerId, Integer> wrongCodesLeft = new HashMap<>();
    private final Map<CustomerId, Integer> wrongCodes = new HashMap<>();

    /// @param coupons those of the codes asked about that somebody has
    /// @param redemptions of the orders asked about, and of whatever order has one of the coupons
    public CouponBook(
            Instant now, Collection<LiveCoupon> coupons, Collection<Redemption> redemptions) {
        this.now = now;
        coupons.forEach(coupon -> this.coupons.put(coupon.code(), coupon));
        redemptions.forEach(this::remember);
    }

    /// Who is about to name a code that is not theirs, for the first time with that order.
    Set<CustomerId> guessers(Collection<? extends CouponCommand> commands) {
        Set<CustomerId> guessers = new HashSet<>();
        for (var command : commands) {
            if (command instanceof RedeemCoupon redeem
                    && !redemptions.containsKey(redeem.orderId())
                    && ownCouponOf(redeem) == null) {
                guessers.add(redeem.customerId());
            }
        }
        return guessers;
    }

    /// Allows guessers so many wrong codes each. Further ones are all unknown to them: whether
    /// somebody else has such a coupon is not told any more.
    void allow(Map<CustomerId, Integer> left) {
        wrongCodesLeft.putAll(left);
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
        return new Redemption(command.orderId(), code, decide(command, ownCouponOf(command)));
    }

    private @Nullable LiveCoupon couponOf(RedeemCoupon command) {
        return Code.of(command.couponCode()).map(coupons::get).orElse(null);
    }

    private @Nullable LiveCoupon ownCouponOf(RedeemCoupon command) {
        var coupon = couponOf(command);
        return coupon != null && coupon.owner().equals(command.customerId()) ? coupon : null;
    }

    private State decide(RedeemCoupon command, @Nullable LiveCoupon coupon) {
        if (coupon == null) {
            return new State.Refused(wrongCode(command));
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

    private CouponProblem wrongCode(RedeemCoupon command) {
        int wrong = wrongCodes.merge(command.customerId(), 1, Integer::sum);
        boolean mayKnow = wrong <= wrongCodesLeft.getOrDefault(command.customerId(), 0);
        return mayKnow && couponOf(command) != null
                ? CouponProblem.NOT_YOURS
                : CouponProblem.UNKNOWN;
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

    /// How many codes that were not theirs people have named now.
    Map<CustomerId, Integer> wrongCodes() {
        return wrongCodes;
    }
}
