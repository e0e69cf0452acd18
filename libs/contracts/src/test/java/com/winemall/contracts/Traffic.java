package com.winemall.contracts;

import com.winemall.contracts.coupon.CouponAssigned;
import com.winemall.contracts.coupon.CouponCommand;
import com.winemall.contracts.coupon.CouponEvent;
import com.winemall.contracts.order.EntryDecided;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.order.OrderPaid;
import com.winemall.contracts.order.OrderShipped;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.contracts.product.AllotmentCommand;
import com.winemall.contracts.product.ProductCommand;
import com.winemall.contracts.product.ProductEvent;
import com.winemall.contracts.product.RequestReplenishment;
import com.winemall.contracts.product.StockCommand;
import com.winemall.contracts.reply.AllotmentReply;
import com.winemall.contracts.reply.CouponReply;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.contracts.reply.StockReply;
import com.winemall.contracts.user.CustomerChanged;
import com.winemall.contracts.user.CustomerLeft;
import com.winemall.contracts.user.CustomerRegistered;
import com.winemall.contracts.user.UserEvent;
import java.util.List;

/// What a topic is for and who is at its ends: the one thing about messages that their records do
/// not say.
record Traffic(Topic<?> topic, String carries, List<Party> parties) {

    enum Action {
        SEND,
        RECEIVE
    }

    /// @param messages what of the topic it sends, or acts on; families stand for all in them
    record Party(Action action, String service, String why, List<Class<?>> messages) {

        boolean isConcernedWith(Class<?> message) {
            return messages.stream().anyMatch(family -> family.isAssignableFrom(message));
        }
    }

    static final List<Traffic> ALL =
            List.of(
                    on(
                            Topics.ORDER_EVENTS,
                            "What happens to orders at the customer's side of the shop.",
                            sends(
                                    "order-service",
                                    "Tells what customers, operators, carriers and the payment"
                                            + " provider did.",
                                    OrderEvent.class),
                            receives(
                                    "order-orchestrator",
                                    "Starts the saga of an order, moves it on, and keeps all of it"
                                            + " for the timeline.",
                                    OrderEvent.class),
                            receives("user-service", "Makes VIPs.", OrderPaid.class),
                            receives(
                                    "notification-service",
                                    "Writes the mails about payment and shipment.",
                                    OrderPaid.class,
                                    OrderShipped.class)),
                    on(
                            Topics.ORDER_ENTRIES,
                            "What became of every entry of a sale event, admitted or refused.",
                            sends(
                                    "order-service",
                                    "Tells in the background; a refusal costs no database work.",
                                    EntryDecided.class),
                            receives(
                                    "order-service",
                                    "Counts the statistics of the event.",
                                    EntryDecided.class)),
                    on(
                            Topics.ORDER_OUTCOMES,
                            "What the saga has decided about orders.",
                            sends("order-orchestrator", "Tells its decisions.", OrderOutcome.class),
                            receives(
                                    "order-service",
                                    "Gives the order its status, and takes the money once the"
                                            + " stock is committed.",
                                    OrderOutcome.class),
                            receives(
                                    "notification-service",
                                    "Writes the mails about acceptance and cancellation.",
                                    OrderCompleted.class,
                                    OrderCanceled.class)),
                    on(
                            Topics.ORDER_REPLIES,
                            "What became of the allotments of sale events.",
                            sends("product-service", "Answers.", AllotmentReply.class),
                            receives(
                                    "order-service",
                                    "Opens the event, or says that there is not enough stock; and"
                                            + " settles its account at the end.",
                                    AllotmentReply.class)),
                    on(
                            Topics.PRODUCT_COMMANDS,
                            "What product-service is asked to do with its stock.",
                            sends(
                                    "order-orchestrator",
                                    "Asks for the stock of an order.",
                                    StockCommand.class),
                            sends(
                                    "order-service",
                                    "Asks for the allotment of a sale event.",
                                    AllotmentCommand.class),
                            receives("product-service", "Does it.", ProductCommand.class)),
                    on(
                            Topics.PRODUCT_EVENTS,
                            "What happens to products.",
                            sends("product-service", "Tells.", ProductEvent.class),
                            receives(
                                    "notification-service",
                                    "Writes the mails to subscribers, stock managers and ad"
                                            + " managers.",
                                    ProductEvent.class)),
                    on(
                            Topics.PRODUCT_REPLENISHMENTS,
                            "Work for the client of the factory.",
                            sends(
                                    "product-service",
                                    "Asks for more of a product that runs out.",
                                    RequestReplenishment.class),
                            receives(
                                    "product-service",
                                    "Calls the factory.",
                                    RequestReplenishment.class)),
                    on(
                            Topics.COUPON_COMMANDS,
                            "What coupon-service is asked to do for orders.",
                            sends(
                                    "order-orchestrator",
                                    "Asks for the coupon of an order.",
                                    CouponCommand.class),
                            receives("coupon-service", "Does it.", CouponCommand.class)),
                    on(
                            Topics.COUPON_EVENTS,
                            "Who got a coupon, and who stands in line for one.",
                            sends("coupon-service", "Tells.", CouponEvent.class),
                            receives(
                                    "notification-service",
                                    "Writes the mail about a coupon that arrived.",
                                    CouponAssigned.class),
                            receives(
                                    "order-service",
                                    "Tells the customer's open pages.",
                                    CouponEvent.class)),
                    on(
                            Topics.ORCHESTRATOR_REPLIES,
                            "What the participants of the saga answer.",
                            sends("product-service", "Answers about stock.", StockReply.class),
                            sends("coupon-service", "Answers about coupons.", CouponReply.class),
                            receives("order-orchestrator", "Moves the saga on.", SagaReply.class)),
                    on(
                            Topics.USER_EVENTS,
                            "What happens to members.",
                            sends("user-service", "Tells.", UserEvent.class),
                            receives(
                                    "notification-service",
                                    "Knows where and in which language to write.",
                                    CustomerRegistered.class,
                                    CustomerChanged.class,
                                    CustomerLeft.class)));

    List<Party> parties(Action action) {
        return parties.stream().filter(party -> party.action() == action).toList();
    }

    private static Traffic on(Topic<?> topic, String carries, Party... parties) {
        return new Traffic(topic, carries, List.of(parties));
    }

    private static Party sends(String service, String why, Class<?>... messages) {
        return new Party(Action.SEND, service, why, List.of(messages));
    }

    private static Party receives(String service, String why, Class<?>... messages) {
        return new Party(Action.RECEIVE, service, why, List.of(messages));
    }
}
