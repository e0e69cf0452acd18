package com.winemall.contracts;

import com.winemall.contracts.coupon.CouponAssigned;
import com.winemall.contracts.coupon.CouponQueued;
import com.winemall.contracts.coupon.RedeemCoupon;
import com.winemall.contracts.coupon.ReturnCoupon;
import com.winemall.contracts.order.EntryDecided;
import com.winemall.contracts.order.OrderCancelRequested;
import com.winemall.contracts.order.OrderDelivered;
import com.winemall.contracts.order.OrderPaid;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.order.OrderRefunded;
import com.winemall.contracts.order.OrderShipped;
import com.winemall.contracts.order.PaymentAuthorized;
import com.winemall.contracts.order.PaymentTimedOut;
import com.winemall.contracts.outcome.OrderAwaitingStock;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderStockCommitted;
import com.winemall.contracts.product.AdResumptionRequested;
import com.winemall.contracts.product.AdSuspensionRequested;
import com.winemall.contracts.product.AllotStock;
import com.winemall.contracts.product.CommitStock;
import com.winemall.contracts.product.ReleaseStock;
import com.winemall.contracts.product.ReplenishmentFailed;
import com.winemall.contracts.product.RequestReplenishment;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.product.ReturnAllotment;
import com.winemall.contracts.product.ReturnStock;
import com.winemall.contracts.product.StockDepleted;
import com.winemall.contracts.product.StockReplenished;
import com.winemall.contracts.reply.AllotmentRejected;
import com.winemall.contracts.reply.AllotmentReturned;
import com.winemall.contracts.reply.CouponRedeemed;
import com.winemall.contracts.reply.CouponRejected;
import com.winemall.contracts.reply.CouponReturned;
import com.winemall.contracts.reply.StockAllotted;
import com.winemall.contracts.reply.StockAwaited;
import com.winemall.contracts.reply.StockCommitted;
import com.winemall.contracts.reply.StockLost;
import com.winemall.contracts.reply.StockRejected;
import com.winemall.contracts.reply.StockReleased;
import com.winemall.contracts.reply.StockReserved;
import com.winemall.contracts.reply.StockReturned;
import com.winemall.contracts.user.CustomerBecameVip;
import com.winemall.contracts.user.CustomerChanged;
import com.winemall.contracts.user.CustomerLeft;
import com.winemall.contracts.user.CustomerRegistered;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// One message of every type, and of every shape a type has: what the golden files say in JSON. No
/// two ids, and no two numbers of one message that could be mistaken for each other, are equal.
final class Samples {

    static final OrderId ORDER = new OrderId(id(1));
    static final CustomerId CUSTOMER = new CustomerId(id(2));
    static final ProductId MARGAUX = new ProductId(id(3));
    static final ProductId CHABLIS = new ProductId(id(4));
    static final EventId EVENT = new EventId(id(5));
    static final CampaignId CAMPAIGN = new CampaignId(id(6));
    static final ReplenishmentId REPLENISHMENT = new ReplenishmentId(id(7));
    static final CouponCode COUPON = new CouponCode("K7QW-3MXP-9TRE");

    static final CommandId CHECK_STOCK = command("check-stock/forward");
    static final CommandId UNDO_CHECK_STOCK = command("check-stock/compensate");
    static final CommandId APPLY_COUPON = command("apply-coupon/forward");
    static final CommandId UNDO_APPLY_COUPON = command("apply-coupon/compensate");
    static final CommandId COMMIT_STOCK = command("commit-stock/forward");
    static final CommandId UNDO_COMMIT_STOCK = command("commit-stock/compensate");
    static final CommandId ALLOTMENT = new CommandId(EVENT + "/allotment");

    private static final String MARGAUX_NAME = "샤또 마고 2015";
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.006007Z");
    private static final Instant LATER = Instant.parse("2026-01-02T03:30:00Z");

    private static final List<OrderLine> LINES =
            List.of(new OrderLine(MARGAUX, 2), new OrderLine(CHABLIS, 1));
    private static final List<PricedLine> PRICED_LINES =
            List.of(
                    new PricedLine(MARGAUX, MARGAUX_NAME, 450_000, 2),
                    new PricedLine(CHABLIS, "Chablis \"Les Clos\"", 89_000, 1));
    private static final Shortage ONE_LEFT = new Shortage(MARGAUX, MARGAUX_NAME, 2, 1);
    private static final Shortage NO_SUCH_WINE = new Shortage(CHABLIS, null, 1, 0);

    private final Map<String, Message> byGoldenFile = new LinkedHashMap<>();

    private Samples() {}

    /// Every sample, by the path of its golden file without the `.json`: `<topic>/<type>` for the
    /// one that says all a message of its type can say, `<topic>/<type>.<shape>` for the others.
    static Map<String, Message> byGoldenFile() {
        var samples = new Samples();
        samples.orders();
        samples.stock();
        samples.coupons();
        samples.members();
        return samples.byGoldenFile;
    }

    /// The samples of one type, by their shape; the one that says all is called `full`.
    ///
    /// @throws IllegalStateException if there is no such sample
    static Map<String, Message> of(Class<?> type) {
        Map<String, Message> shapes = new LinkedHashMap<>();
        byGoldenFile()
                .forEach((file, message) -> {
                    if (message.getClass() == type) {
                        var shape = file.lastIndexOf('.');
                        shapes.put(
                                shape > file.indexOf('/') ? file.substring(shape + 1) : "full",
                                message);
                    }
                });
        if (!shapes.containsKey("full")) {
            throw new IllegalStateException("no sample of " + type);
        }
        return shapes;
    }

    private void orders() {
        add(
                Topics.ORDER_EVENTS,
                new OrderPlaced(
                        ORDER,
                        1,
                        CUSTOMER,
                        LINES,
                        COUPON,
                        WhenOutOfStock.RESERVE,
                        EVENT,
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        LATER,
                        AT));
        add(
                Topics.ORDER_EVENTS,
                "bare",
                new OrderPlaced(
                        ORDER,
                        1,
                        CUSTOMER,
                        LINES,
                        null,
                        WhenOutOfStock.CANCEL,
                        null,
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        LATER,
                        AT));
        add(Topics.ORDER_EVENTS, new PaymentAuthorized(ORDER, 4, AT));
        add(Topics.ORDER_EVENTS, new OrderPaid(ORDER, 5, CUSTOMER, 3, 939_000, AT));
        add(Topics.ORDER_EVENTS, new PaymentTimedOut(ORDER, 4, LATER));
        add(
                Topics.ORDER_EVENTS,
                new OrderCancelRequested(
                        ORDER, 3, CancelReason.OPERATOR, "customer called: 주소를 잘못 적음", AT));
        add(
                Topics.ORDER_EVENTS,
                "bare",
                new OrderCancelRequested(ORDER, 3, CancelReason.CUSTOMER_REQUEST, null, AT));
        add(
                Topics.ORDER_EVENTS,
                new OrderShipped(ORDER, 6, CUSTOMER, "CJ Logistics", "5812-0034-7719", AT));
        add(Topics.ORDER_EVENTS, new OrderDelivered(ORDER, 7, CUSTOMER, AT));
        add(Topics.ORDER_EVENTS, new OrderRefunded(ORDER, 8, CUSTOMER, 939_000, AT));

        add(Topics.ORDER_ENTRIES, new EntryDecided(EVENT, CUSTOMER, "ADMITTED", ORDER, 42L, AT));
        add(
                Topics.ORDER_ENTRIES,
                "bare",
                new EntryDecided(EVENT, CUSTOMER, "SOLD_OUT", null, null, AT));

        add(
                Topics.ORDER_OUTCOMES,
                new OrderCompleted(
                        ORDER,
                        3,
                        CUSTOMER,
                        PRICED_LINES,
                        COUPON,
                        989_000,
                        50_000,
                        939_000,
                        false,
                        LATER));
        add(
                Topics.ORDER_OUTCOMES,
                "bare",
                new OrderCompleted(
                        ORDER, 3, CUSTOMER, PRICED_LINES, null, 989_000, 0, 989_000, true, LATER));
        add(
                Topics.ORDER_OUTCOMES,
                new OrderAwaitingStock(ORDER, 2, CUSTOMER, MARGAUX, MARGAUX_NAME, 7, LATER));
        add(Topics.ORDER_OUTCOMES, new OrderStockCommitted(ORDER, 5, CUSTOMER));
        add(
                Topics.ORDER_OUTCOMES,
                new OrderCanceled(
                        ORDER,
                        4,
                        CUSTOMER,
                        CancelReason.COUPON_REJECTED,
                        List.of(ONE_LEFT),
                        CouponProblem.BELOW_MINIMUM,
                        "was told on the telephone",
                        AT));
        add(
                Topics.ORDER_OUTCOMES,
                "bare",
                new OrderCanceled(
                        ORDER,
                        4,
                        CUSTOMER,
                        CancelReason.PAYMENT_TIMEOUT,
                        List.of(),
                        null,
                        null,
                        AT));
        add(
                Topics.ORDER_OUTCOMES,
                "product-not-found",
                new OrderCanceled(
                        ORDER,
                        4,
                        CUSTOMER,
                        CancelReason.PRODUCT_NOT_FOUND,
                        List.of(NO_SUCH_WINE),
                        null,
                        null,
                        AT));

        add(Topics.ORDER_REPLIES, new StockAllotted(ALLOTMENT, EVENT, 500, 390_000));
        add(Topics.ORDER_REPLIES, new AllotmentRejected(ALLOTMENT, EVENT, 500, 120));
        add(Topics.ORDER_REPLIES, new AllotmentReturned(ALLOTMENT, EVENT, 38));
    }

    private void stock() {
        add(
                Topics.PRODUCT_COMMANDS,
                new ReserveStock(
                        CHECK_STOCK,
                        ORDER,
                        CUSTOMER,
                        LINES,
                        WhenOutOfStock.RESERVE,
                        EVENT,
                        Duration.ofSeconds(390),
                        Duration.ofMinutes(31),
                        LATER));
        add(
                Topics.PRODUCT_COMMANDS,
                "bare",
                new ReserveStock(
                        CHECK_STOCK,
                        ORDER,
                        CUSTOMER,
                        LINES,
                        WhenOutOfStock.CANCEL,
                        null,
                        Duration.ofSeconds(390),
                        Duration.ofMinutes(31),
                        LATER));
        add(Topics.PRODUCT_COMMANDS, new CommitStock(COMMIT_STOCK, ORDER, LINES));
        add(Topics.PRODUCT_COMMANDS, new ReleaseStock(UNDO_CHECK_STOCK, ORDER, LINES));
        add(Topics.PRODUCT_COMMANDS, new ReturnStock(UNDO_COMMIT_STOCK, ORDER, LINES));
        add(Topics.PRODUCT_COMMANDS, new AllotStock(ALLOTMENT, EVENT, MARGAUX, 500, 390_000L));
        add(Topics.PRODUCT_COMMANDS, "bare", new AllotStock(ALLOTMENT, EVENT, MARGAUX, 500, null));
        add(Topics.PRODUCT_COMMANDS, new ReturnAllotment(ALLOTMENT, EVENT));

        add(
                Topics.ORCHESTRATOR_REPLIES,
                new StockReserved(CHECK_STOCK, ORDER, PRICED_LINES, true, LATER));
        add(
                Topics.ORCHESTRATOR_REPLIES,
                new StockRejected(
                        CHECK_STOCK,
                        ORDER,
                        CancelReason.STOCK_OUT,
                        List.of(ONE_LEFT, NO_SUCH_WINE)));
        add(
                Topics.ORCHESTRATOR_REPLIES,
                "released-before",
                new StockRejected(CHECK_STOCK, ORDER, CancelReason.OVERDUE, List.of()));
        add(
                Topics.ORCHESTRATOR_REPLIES,
                new StockAwaited(CHECK_STOCK, ORDER, MARGAUX, MARGAUX_NAME, 7, LATER));
        add(Topics.ORCHESTRATOR_REPLIES, new StockCommitted(COMMIT_STOCK, ORDER));
        add(Topics.ORCHESTRATOR_REPLIES, new StockLost(COMMIT_STOCK, ORDER));
        add(Topics.ORCHESTRATOR_REPLIES, new StockReleased(UNDO_CHECK_STOCK, ORDER));
        add(Topics.ORCHESTRATOR_REPLIES, new StockReturned(UNDO_COMMIT_STOCK, ORDER));

        add(Topics.PRODUCT_EVENTS, new StockDepleted(MARGAUX, 11, MARGAUX_NAME, AT));
        add(Topics.PRODUCT_EVENTS, new StockReplenished(MARGAUX, 12, MARGAUX_NAME, 60, AT));
        add(
                Topics.PRODUCT_EVENTS,
                new ReplenishmentFailed(
                        MARGAUX,
                        13,
                        REPLENISHMENT,
                        MARGAUX_NAME,
                        60,
                        5,
                        "503 from the factory",
                        "stock@winemall.example",
                        AT));
        add(
                Topics.PRODUCT_EVENTS,
                "bare",
                new ReplenishmentFailed(
                        MARGAUX,
                        13,
                        REPLENISHMENT,
                        MARGAUX_NAME,
                        60,
                        5,
                        "503 from the factory",
                        null,
                        AT));
        add(
                Topics.PRODUCT_EVENTS,
                new AdSuspensionRequested(MARGAUX, 11, MARGAUX_NAME, "ads@winemall.example", AT));
        add(
                Topics.PRODUCT_EVENTS,
                new AdResumptionRequested(MARGAUX, 12, MARGAUX_NAME, "ads@winemall.example", AT));

        add(
                Topics.PRODUCT_REPLENISHMENTS,
                new RequestReplenishment(REPLENISHMENT, MARGAUX, 60, AT));
    }

    private void coupons() {
        add(
                Topics.COUPON_COMMANDS,
                new RedeemCoupon(APPLY_COUPON, ORDER, CUSTOMER, COUPON, 989_000));
        add(Topics.COUPON_COMMANDS, new ReturnCoupon(UNDO_APPLY_COUPON, ORDER, COUPON));

        add(Topics.ORCHESTRATOR_REPLIES, new CouponRedeemed(APPLY_COUPON, ORDER, 50_000));
        add(
                Topics.ORCHESTRATOR_REPLIES,
                new CouponRejected(APPLY_COUPON, ORDER, CouponProblem.NOT_YOURS));
        add(Topics.ORCHESTRATOR_REPLIES, new CouponReturned(UNDO_APPLY_COUPON, ORDER));

        add(
                Topics.COUPON_EVENTS,
                new CouponAssigned(CAMPAIGN, CUSTOMER, 2, COUPON, "봄맞이 할인", true, LATER, AT));
        add(Topics.COUPON_EVENTS, new CouponQueued(CAMPAIGN, CUSTOMER, 1, 5_000_000_000L, AT));
    }

    private void members() {
        add(
                Topics.USER_EVENTS,
                new CustomerRegistered(CUSTOMER, 1, "sommelier@example.com", "김소믈리에", "ko", AT));
        add(
                Topics.USER_EVENTS,
                new CustomerChanged(
                        CUSTOMER, 2, "sommelier@example.com", "Kim Sommelier", "en", AT));
        add(Topics.USER_EVENTS, new CustomerBecameVip(CUSTOMER, 3, ORDER, AT));
        add(Topics.USER_EVENTS, new CustomerLeft(CUSTOMER, 4, AT));
    }

    private <M extends Message> void add(Topic<? super M> topic, M message) {
        byGoldenFile.put(topic.name() + "/" + Topic.nameOf(message.getClass()), message);
    }

    private <M extends Message> void add(Topic<? super M> topic, String shape, M message) {
        byGoldenFile.put(
                topic.name() + "/" + Topic.nameOf(message.getClass()) + "." + shape, message);
    }

    private static CommandId command(String step) {
        return new CommandId(ORDER + "/" + step);
    }

    private static UUID id(int number) {
        return UUID.fromString("0199a0b0-0000-7000-8000-%012d".formatted(number));
    }
}
