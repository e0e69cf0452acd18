package com.winemall.contracts;

import com.winemall.contracts.coupon.CouponCommand;
import com.winemall.contracts.coupon.CouponEvent;
import com.winemall.contracts.order.EntryDecided;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.contracts.product.ProductCommand;
import com.winemall.contracts.product.ProductEvent;
import com.winemall.contracts.product.RequestReplenishment;
import com.winemall.contracts.reply.AllotmentReply;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.contracts.user.UserEvent;
import java.util.List;

/// Every topic of the mall. The first half of a name is who owns it: commands and replies belong to
/// whom they are addressed to, events and outcomes to who tells them.
public final class Topics {

    public static final Topic<OrderEvent> ORDER_EVENTS = Topic.of("order.events", OrderEvent.class);
    public static final Topic<EntryDecided> ORDER_ENTRIES =
            Topic.of("order.entries", EntryDecided.class);
    public static final Topic<OrderOutcome> ORDER_OUTCOMES =
            Topic.of("order.outcomes", OrderOutcome.class);
    public static final Topic<AllotmentReply> ORDER_REPLIES =
            Topic.of("order.replies", AllotmentReply.class);

    public static final Topic<ProductCommand> PRODUCT_COMMANDS =
            Topic.of("product.commands", ProductCommand.class);
    public static final Topic<ProductEvent> PRODUCT_EVENTS =
            Topic.of("product.events", ProductEvent.class);
    public static final Topic<RequestReplenishment> PRODUCT_REPLENISHMENTS =
            Topic.of("product.replenishments", RequestReplenishment.class);

    public static final Topic<CouponCommand> COUPON_COMMANDS =
            Topic.of("coupon.commands", CouponCommand.class);
    public static final Topic<CouponEvent> COUPON_EVENTS =
            Topic.of("coupon.events", CouponEvent.class);

    public static final Topic<SagaReply> ORCHESTRATOR_REPLIES =
            Topic.of("orchestrator.replies", SagaReply.class);

    public static final Topic<UserEvent> USER_EVENTS = Topic.of("user.events", UserEvent.class);

    public static final List<Topic<?>> ALL =
            List.of(
                    ORDER_EVENTS,
                    ORDER_ENTRIES,
                    ORDER_OUTCOMES,
                    ORDER_REPLIES,
                    PRODUCT_COMMANDS,
                    PRODUCT_EVENTS,
                    PRODUCT_REPLENISHMENTS,
                    COUPON_COMMANDS,
                    COUPON_EVENTS,
                    ORCHESTRATOR_REPLIES,
                    USER_EVENTS);

    private Topics() {}
}
