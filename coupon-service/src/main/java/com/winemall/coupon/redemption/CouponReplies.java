package com.winemall.coupon.redemption;

import com.winemall.contracts.Topics;
import com.winemall.contracts.reply.CouponReply;
import com.winemall.starter.messaging.Outgoing;

/// How replies travel back to the saga.
public final class CouponReplies {

    private CouponReplies() {}

    /// The reply under the id it always has.
    public static Outgoing outgoing(CouponReply reply) {
        return Outgoing.to(
                Topics.ORCHESTRATOR_REPLIES,
                reply.commandId() + "/" + reply.getClass().getSimpleName(),
                reply);
    }
}
