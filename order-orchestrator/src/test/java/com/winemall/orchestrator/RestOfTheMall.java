package com.winemall.orchestrator;

import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CommandId;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.coupon.CouponCommand;
import com.winemall.contracts.coupon.RedeemCoupon;
import com.winemall.contracts.order.OrderCancelRequested;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.order.PaymentAuthorized;
import com.winemall.contracts.order.PaymentTimedOut;
import com.winemall.contracts.outcome.OrderAwaitingStock;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.contracts.outcome.OrderStockCommitted;
import com.winemall.contracts.product.CommitStock;
import com.winemall.contracts.product.ProductCommand;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.reply.CouponRedeemed;
import com.winemall.contracts.reply.CouponRejected;
import com.winemall.contracts.reply.CouponReturned;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.contracts.reply.StockAwaited;
import com.winemall.contracts.reply.StockCommitted;
import com.winemall.contracts.reply.StockLost;
import com.winemall.contracts.reply.StockRejected;
import com.winemall.contracts.reply.StockReleased;
import com.winemall.contracts.reply.StockReserved;
import com.winemall.contracts.reply.StockReturned;
import com.winemall.orchestrator.saga.SagaState;
import com.winemall.test.TestClock;
import com.winemall.test.TestTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The services around the orchestrator, played by a test: it sends what they send, and reads what
/// they are asked and told.
public final class RestOfTheMall implements AutoCloseable {

    public static final ProductId WINE = new ProductId(UUID.randomUUID());
    public static final CouponCode COUPON = new CouponCode("SPRING");
    public static final Duration PAYMENT_WINDOW = Duration.ofMinutes(5);
    public static final Duration RESERVATION_WINDOW = Duration.ofMinutes(10);

    /// What [com.winemall.orchestrator.saga.SagaTimes] adds to a payment window by default.
    public static final Duration BUDGET_AND_MARGIN = Duration.ofSeconds(75);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TestClock clock;
    private final TestTopic<OrderEvent> events = TestTopic.open(Topics.ORDER_EVENTS);
    private final TestTopic<SagaReply> replies = TestTopic.open(Topics.ORCHESTRATOR_REPLIES);
    private final TestTopic<ProductCommand> toProducts = TestTopic.open(Topics.PRODUCT_COMMANDS);
    private final TestTopic<CouponCommand> toCoupons = TestTopic.open(Topics.COUPON_COMMANDS);
    private final TestTopic<OrderOutcome> outcomes = TestTopic.open(Topics.ORDER_OUTCOMES);
    private final TestTopic<OrderEvent> deadEvents =
            TestTopic.openDeadLetters(Topics.ORDER_EVENTS, "saga-events");
    private final TestTopic<SagaReply> deadReplies =
            TestTopic.openDeadLetters(Topics.ORCHESTRATOR_REPLIES, "saga-replies");

    public RestOfTheMall(TestClock clock) {
        this.clock = clock;
    }

    @Override
    public void close() {
        List.of(events, replies, toProducts, toCoupons, outcomes, deadEvents, deadReplies)
                .forEach(TestTopic::close);
    }

    // Orders.

    public static CustomerId someone() {
        return new CustomerId(UUID.randomUUID());
    }

    public OrderPlaced anOrder() {
        return orderOf(someone(), null, WhenOutOfStock.CANCEL);
    }

    public OrderPlaced anOrderWithCoupon() {
        return orderOf(someone(), COUPON, WhenOutOfStock.CANCEL);
    }

    public OrderPlaced anOrderThatWaits() {
        return orderOf(someone(), null, WhenOutOfStock.RESERVE);
    }

    public OrderPlaced orderOf(
            CustomerId customer, @Nullable CouponCode coupon, WhenOutOfStock whenOutOfStock) {
        return new OrderPlaced(
                new OrderId(UUID.randomUUID()),
                1,
                customer,
                List.of(new OrderLine(WINE, 2)),
                coupon,
                whenOutOfStock,
                null,
                PAYMENT_WINDOW,
                RESERVATION_WINDOW,
                clock.instant().plus(Duration.ofDays(7)),
                clock.instant());
    }

    /// Plays everybody's part until the order's saga is there.
    public OrderPlaced bringTo(SagaState state, OrderPlaced order) {
        switch (state) {
            case CHECK_STOCK -> {
                tell(order);
                awaitCommand(order, ReserveStock.class);
            }
            case AWAIT_STOCK -> {
                bringTo(SagaState.CHECK_STOCK, order);
                answer(awaited(order, 1));
                awaitOutcome(order, OrderAwaitingStock.class);
            }
            case APPLY_COUPON -> {
                bringTo(SagaState.CHECK_STOCK, order);
                answer(reserved(order));
                awaitCommand(order, RedeemCoupon.class);
            }
            case ORDER_COMPLETED -> {
                if (order.couponCode() == null) {
                    bringTo(SagaState.CHECK_STOCK, order);
                    answer(reserved(order));
                } else {
                    bringTo(SagaState.APPLY_COUPON, order);
                    answer(redeemed(order, 5_000));
                }
                awaitOutcome(order, OrderCompleted.class);
            }
            case COMMIT_STOCK -> {
                bringTo(SagaState.ORDER_COMPLETED, order);
                tell(authorized(order));
                awaitCommand(order, CommitStock.class);
            }
            case ORDER_PAID -> {
                bringTo(SagaState.COMMIT_STOCK, order);
                answer(committed(order));
                awaitOutcome(order, OrderStockCommitted.class);
            }
            case ORDER_PENDING, ROLLBACK_COMMIT, ROLLBACK_COUPON, ROLLBACK_STOCK, ORDER_CANCELED ->
                    throw new IllegalArgumentException("no way is laid to " + state);
        }
        return order;
    }

    // What order-service tells.

    public void tell(OrderEvent event) {
        send(events, UUID.randomUUID().toString(), event, clock.instant());
    }

    /// Sends whatever it is given to `order.events`.
    public void tellRaw(String key, byte[] value, Map<String, String> headers) {
        events.sendRaw(key, value, headers);
    }

    public PaymentAuthorized authorized(OrderPlaced order) {
        return new PaymentAuthorized(order.orderId(), 3, clock.instant());
    }

    public PaymentTimedOut timedOut(OrderPlaced order) {
        return new PaymentTimedOut(order.orderId(), 3, clock.instant());
    }

    public OrderCancelRequested cancelRequest(OrderPlaced order) {
        return new OrderCancelRequested(
                order.orderId(), 9, CancelReason.CUSTOMER_REQUEST, "too dear", clock.instant());
    }

    // What participants answer.

    public void answer(SagaReply reply) {
        answer(reply.commandId() + "/" + reply.getClass().getSimpleName(), reply);
    }

    public void answer(String id, SagaReply reply) {
        send(replies, id, reply, clock.instant());
    }

    /// Sends whatever it is given to `orchestrator.replies`.
    public void answerRaw(String key, byte[] value, Map<String, String> headers) {
        replies.sendRaw(key, value, headers);
    }

    public StockReserved reserved(OrderPlaced order) {
        return reserved(order, false, clock.instant().plus(PAYMENT_WINDOW).plus(BUDGET_AND_MARGIN));
    }

    public StockReserved reserved(OrderPlaced order, boolean fromLine, Instant heldUntil) {
        return new StockReserved(
                command(order, "check-stock", "forward"),
                order.orderId(),
                pricedLines(),
                fromLine,
                heldUntil);
    }

    public static List<PricedLine> pricedLines() {
        return List.of(new PricedLine(WINE, "Almaviva", 30_000, 2));
    }

    public static StockAwaited awaited(OrderPlaced order, int position) {
        return new StockAwaited(
                command(order, "check-stock", "forward"),
                order.orderId(),
                WINE,
                "Almaviva",
                position,
                order.waitUntil());
    }

    public static StockRejected rejected(
            OrderPlaced order, CancelReason reason, Shortage... shortages) {
        return new StockRejected(
                command(order, "check-stock", "forward"),
                order.orderId(),
                reason,
                List.of(shortages));
    }

    public static StockReleased released(OrderPlaced order) {
        return new StockReleased(command(order, "check-stock", "compensate"), order.orderId());
    }

    public static CouponRedeemed redeemed(OrderPlaced order, long discount) {
        return new CouponRedeemed(
                command(order, "apply-coupon", "forward"), order.orderId(), discount);
    }

    public static CouponRejected couponRejected(OrderPlaced order, CouponProblem problem) {
        return new CouponRejected(
                command(order, "apply-coupon", "forward"), order.orderId(), problem);
    }

    public static CouponReturned couponReturned(OrderPlaced order) {
        return new CouponReturned(command(order, "apply-coupon", "compensate"), order.orderId());
    }

    public static StockCommitted committed(OrderPlaced order) {
        return new StockCommitted(command(order, "commit-stock", "forward"), order.orderId());
    }

    public static StockLost lost(OrderPlaced order) {
        return new StockLost(command(order, "commit-stock", "forward"), order.orderId());
    }

    public static StockReturned returned(OrderPlaced order) {
        return new StockReturned(command(order, "commit-stock", "compensate"), order.orderId());
    }

    public static CommandId command(OrderPlaced order, String step, String direction) {
        return new CommandId(order.orderId() + "/" + step + "/" + direction);
    }

    // What they are asked and told.

    /// Waits for the first command of this kind about the order.
    public <C extends Message> C awaitCommand(OrderPlaced order, Class<C> kind) {
        return awaitCommands(1, order, kind).getFirst();
    }

    /// Waits until so many commands of this kind about the order were sent.
    public <C extends Message> List<C> awaitCommands(int count, OrderPlaced order, Class<C> kind) {
        var topic = CouponCommand.class.isAssignableFrom(kind) ? toCoupons : toProducts;
        return topic
                .await(count, message -> kind.isInstance(message) && isAbout(order, message))
                .stream()
                .map(kind::cast)
                .toList();
    }

    /// All commands about an order so far, participant by participant.
    public List<Message> commands(OrderPlaced order) {
        List<Message> commands = new ArrayList<>(toProducts.messages());
        commands.addAll(toCoupons.messages());
        commands.removeIf(message -> !isAbout(order, message));
        return commands;
    }

    /// Waits until there is a command of this kind about each of these orders.
    public void awaitCommandAboutEach(Collection<OrderPlaced> orders, Class<?> kind) {
        var wanted = keys(orders);
        await("a command about each order")
                .atMost(Duration.ofSeconds(20))
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        toProducts.messages().stream()
                                .filter(kind::isInstance)
                                .map(Message::key)
                                .collect(Collectors.toSet())
                                .containsAll(wanted));
    }

    /// How many commands about any of these orders there are so far.
    public long commandsAbout(Collection<OrderPlaced> orders) {
        var keys = keys(orders);
        return Stream.concat(toProducts.records().stream(), toCoupons.records().stream())
                .filter(record -> keys.contains(record.key()))
                .count();
    }

    /// The ids the commands about an order were sent under.
    public List<String> commandIds(OrderPlaced order) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>(toProducts.records());
        records.addAll(toCoupons.records());
        return records.stream()
                .filter(record -> record.key().equals(order.key()))
                .map(record -> TestTopic.header(record, "ce_id"))
                .toList();
    }

    /// Waits for the first outcome of this kind of the order.
    public <O extends OrderOutcome> O awaitOutcome(OrderPlaced order, Class<O> kind) {
        return awaitOutcomes(1, order, kind).getFirst();
    }

    public <O extends OrderOutcome> List<O> awaitOutcomes(
            int count, OrderPlaced order, Class<O> kind) {
        return outcomes
                .await(count, outcome -> kind.isInstance(outcome) && isAbout(order, outcome))
                .stream()
                .map(kind::cast)
                .toList();
    }

    /// Waits until each of these orders has an outcome of this kind.
    public void awaitOutcomeOfEach(Collection<OrderPlaced> orders, Class<?> kind) {
        var wanted = keys(orders);
        await("an outcome of each order")
                .atMost(Duration.ofSeconds(20))
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        outcomes.messages().stream()
                                .filter(kind::isInstance)
                                .map(Message::key)
                                .collect(Collectors.toSet())
                                .containsAll(wanted));
    }

    public List<OrderOutcome> outcomes(OrderPlaced order) {
        return outcomes.messages().stream().filter(outcome -> isAbout(order, outcome)).toList();
    }

    // What the orchestrator gives up.

    public List<ConsumerRecord<String, byte[]>> deadEvents(String key) {
        return withKey(deadEvents, key);
    }

    public List<ConsumerRecord<String, byte[]>> deadReplies(String key) {
        return withKey(deadReplies, key);
    }

    /// How many dead letters about any of these orders there are so far.
    public long deadLettersAbout(Collection<OrderPlaced> orders) {
        var keys = keys(orders);
        return Stream.concat(deadEvents.records().stream(), deadReplies.records().stream())
                .filter(record -> keys.contains(record.key()))
                .count();
    }

    private static Set<String> keys(Collection<OrderPlaced> orders) {
        return orders.stream().map(OrderPlaced::key).collect(Collectors.toSet());
    }

    private static List<ConsumerRecord<String, byte[]>> withKey(TestTopic<?> topic, String key) {
        return topic.records().stream().filter(record -> record.key().equals(key)).toList();
    }

    private static boolean isAbout(OrderPlaced order, Message message) {
        return message.key().equals(order.key());
    }

    /// At the time of the mall, which is not that of the machine.
    private static <M extends Message> void send(
            TestTopic<M> topic, String id, M message, Instant at) {
        topic.sendRaw(
                message.key(),
                JSON.writeValueAsBytes(message),
                Map.of(
                        "ce_id",
                        id,
                        "ce_type",
                        Topic.nameOf(message.getClass()),
                        "ce_source",
                        "/test",
                        "ce_time",
                        at.toString()));
    }
}
