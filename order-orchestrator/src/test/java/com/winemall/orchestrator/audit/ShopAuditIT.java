package com.winemall.orchestrator.audit;

import static com.winemall.orchestrator.RestOfTheMall.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.orchestrator.OrchestratorServiceTest;
import com.winemall.orchestrator.RestOfTheMall;
import com.winemall.orchestrator.audit.Services.LiveHold;
import com.winemall.orchestrator.audit.Services.LiveRedemption;
import com.winemall.orchestrator.audit.Services.OrderFact;
import com.winemall.orchestrator.audit.Services.ToldCustomer;
import com.winemall.orchestrator.saga.SagaState;
import com.winemall.starter.audit.Check;
import com.winemall.test.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.client.RestClient;

/// What the shop's audit says when the services agree, when they do not, and when they change while
/// it looks.
@OrchestratorServiceTest
class ShopAuditIT {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final String AGREE =
            "orders and their sagas agree, and none is undecided for long (grace 10 s)";
    private static final String NO_STOCK_OF_ENDED = "no ended order holds stock (grace 10 s)";
    private static final String STOCK_OF_ACCEPTED =
            "every order that can be paid has its stock (grace 10 s)";
    private static final String STOCK_OF_PAID =
            "every paid order has its stock, and its saga has ended so (grace 10 s)";
    private static final String STOCK_LEFT =
            "stock has left only for orders that are being paid or are paid (grace 10 s)";
    private static final String TOLD =
            "every customer is told when an order is accepted, paid or ended (grace 10 s)";
    private static final String NO_COUPON_OF_ENDED = "no ended order holds a coupon (grace 10 s)";

    private final TestClock clock;
    private final SagaFacts sagas;
    private final RestOfTheMall mall;
    private StandIns services;

    ShopAuditIT(TestClock clock, SagaFacts sagas) {
        this.clock = clock;
        this.sagas = sagas;
        this.mall = new RestOfTheMall(clock);
    }

    @BeforeEach
    void open() {
        services = new StandIns();
    }

    @AfterEach
    void closeServices() {
        services.close();
    }

    @AfterAll
    void close() {
        mall.close();
    }

    @Test
    void services_that_agree_hold_whatever_their_orders_have_come_to() {
        var accepted = mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrder());
        var beingPaid = mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrder());
        var paying = mall.bringTo(SagaState.ORDER_PAID, mall.anOrder());
        var paid = mall.bringTo(SagaState.ORDER_PAID, mall.anOrderWithCoupon());
        var delivered = mall.bringTo(SagaState.ORDER_PAID, mall.anOrder());
        var inLine = mall.bringTo(SagaState.AWAIT_STOCK, mall.anOrderThatWaits());
        var ended = ended();
        services.knows(orderIs(accepted, "NOTPAYED"));
        services.knows(orderIs(beingPaid, "PAYING"));
        services.knows(orderIs(paying, "PAYING"));
        services.knows(orderIs(paid, "PREPARING"));
        services.knows(orderIs(delivered, "DELIVERED"));
        services.knows(orderIs(inLine, "RESERVED"));
        services.knows(orderIs(ended, "STOCK_OUT"));
        services.knows(hold(accepted, "HELD"));
        services.knows(hold(beingPaid, "HELD"));
        services.knows(hold(paying, "COMMITTED"));
        services.knows(hold(paid, "COMMITTED"));
        services.knows(hold(delivered, "COMMITTED"));
        services.knows(hold(inLine, "WAITING"));
        services.knows(redemption(paid));
        services.knows(told(accepted, "ORDER_ACCEPTED", "PAYMENT_REMINDER"));
        services.knows(told(paid, "ORDER_ACCEPTED", "ORDER_PAID"));
        services.knows(told(delivered, "ORDER_SHIPPED"));
        services.knows(told(ended, "OUT_OF_STOCK"));
        clock.advance(GRACE.plusMillis(1));

        // Pages of two, so that every list has several.
        assertThat(audit(2)).hasSize(7).allMatch(Check::holds);
    }

    @Test
    void what_orders_and_sagas_do_not_agree_about_is_told() {
        var order = mall.bringTo(SagaState.ORDER_PAID, mall.anOrder());
        services.knows(orderIs(order, "NOTPAYED"));
        var unheard = mall.anOrder();
        services.knows(orderIs(unheard, "PENDING"));
        clock.advance(GRACE.plusMillis(1));

        assertThat(check(AGREE).detail())
                .contains(order.orderId() + " is NOTPAYED, its saga at ORDER_PAID")
                .contains(unheard.orderId() + " is PENDING and has no saga");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELD", "WAITING", "COMMITTED"})
    void an_ended_order_that_holds_stock_is_told(String state) {
        var order = ended();
        services.knows(orderIs(order, "STOCK_OUT"));
        services.knows(hold(order, state));
        clock.advance(GRACE.plusMillis(1));

        assertThat(check(NO_STOCK_OF_ENDED).detail())
                .isEqualTo(order.orderId() + " has ended and is " + state);
    }

    @Test
    void an_ended_order_that_uses_a_coupon_is_told_and_one_nobody_knows_of_too() {
        var order = ended();
        var nobodys = mall.anOrder();
        services.knows(orderIs(order, "STOCK_OUT"));
        services.knows(redemption(order));
        services.knows(redemption(nobodys));
        clock.advance(GRACE.plusMillis(1));

        assertThat(check(NO_COUPON_OF_ENDED).detail())
                .contains(order.orderId() + " has ended and uses SPRING")
                .contains(nobodys.orderId() + " has ended and uses SPRING");
    }

    @Test
    void an_accepted_order_without_stock_is_told_until_its_hold_would_have_run_out() {
        var order = mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrder());
        services.knows(orderIs(order, "NOTPAYED"));
        clock.advance(GRACE.plusMillis(1));
        var before = check(STOCK_OF_ACCEPTED);

        clock.advance(RestOfTheMall.PAYMENT_WINDOW.plus(Duration.ofSeconds(60)));

        assertThat(before.detail()).isEqualTo(order.orderId() + " is accepted and holds nothing");
        assertThat(check(STOCK_OF_ACCEPTED).holds()).isTrue();
    }

    @Test
    void a_paid_order_without_stock_or_with_stock_that_is_only_held_is_told() {
        var without = mall.bringTo(SagaState.ORDER_PAID, mall.anOrder());
        var held = mall.bringTo(SagaState.ORDER_PAID, mall.anOrder());
        var early = mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrder());
        services.knows(orderIs(without, "PREPARING"));
        services.knows(orderIs(held, "SHIPPING"));
        services.knows(hold(held, "HELD"));
        services.knows(orderIs(early, "DELIVERED"));
        services.knows(hold(early, "COMMITTED"));
        clock.advance(GRACE.plusMillis(1));

        assertThat(check(STOCK_OF_PAID).detail())
                .contains(without.orderId() + " is PREPARING, its stock given back")
                .contains(held.orderId() + " is SHIPPING, its stock HELD")
                .contains(early.orderId() + " is DELIVERED, its saga at ORDER_COMPLETED");
    }

    @Test
    void stock_that_has_left_for_an_order_nobody_pays_is_told() {
        var unpaid = mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrder());
        var nobodys = mall.anOrder();
        services.knows(orderIs(unpaid, "NOTPAYED"));
        services.knows(hold(unpaid, "COMMITTED"));
        services.knows(hold(nobodys, "COMMITTED"));
        clock.advance(GRACE.plusMillis(1));

        assertThat(check(STOCK_LEFT).detail())
                .contains(unpaid.orderId() + " is COMMITTED, its order NOTPAYED")
                .contains(nobodys.orderId() + " is COMMITTED, its order not known");
    }

    @Test
    void whose_customer_nobody_told_is_told() {
        var accepted = mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrder());
        var paid = mall.bringTo(SagaState.ORDER_PAID, mall.anOrder());
        var ended = ended();
        services.knows(orderIs(accepted, "NOTPAYED"));
        services.knows(orderIs(paid, "PREPARING"));
        services.knows(told(paid, "ORDER_ACCEPTED"));
        services.knows(orderIs(ended, "STOCK_OUT"));
        services.knows(told(ended, "ORDER_ACCEPTED", "PAYMENT_REMINDER"));
        clock.advance(GRACE.plusMillis(1));

        assertThat(check(TOLD).detail())
                .contains(accepted.orderId() + " is NOTPAYED and nobody has told its customer")
                .contains(paid.orderId() + " is PREPARING and nobody has told its customer")
                .contains(ended.orderId() + " is STOCK_OUT and nobody has told its customer");
    }

    @Test
    void what_changed_within_the_grace_is_under_way() {
        var order = mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrder());
        clock.advance(GRACE.plusMillis(1));
        services.knows(orderIs(order, "TIMEOUT"));
        services.knows(hold(order, "COMMITTED"));

        assertThat(audit(5_000)).allMatch(Check::holds);
    }

    @Test
    void what_changes_between_two_readings_is_not_told() {
        var order = mall.bringTo(SagaState.ORDER_PAID, mall.anOrder());
        var fact = orderIs(order, "PREPARING");
        services.knows(fact);
        services.knows(hold(order, "COMMITTED"));
        services.knows(told(order, "ORDER_PAID"));
        clock.advance(GRACE.plusMillis(1));
        // The order is cancelled and gives its stock back after its row was read.
        services.beforeAnswer(path -> {
            if (path.contains("/live-holds") && path.contains("limit=5000")) {
                services.forgetsHold(fact);
                services.knows(orderIs(order, "CANCELLED"));
            }
        });

        assertThat(audit(5_000)).allMatch(Check::holds);
    }

    @Test
    void a_service_that_cannot_be_asked_fails_what_needs_it_and_nothing_else() {
        var order = ended();
        services.knows(orderIs(order, "STOCK_OUT"));
        services.knows(redemption(order));
        services.dies("/products/audit/live-holds");
        services.dies("/products/audit/checks");
        clock.advance(GRACE.plusMillis(1));

        var checks = audit(5_000);

        assertThat(checks)
                .filteredOn(check -> check.detail().startsWith("could not be asked"))
                .extracting(Check::name)
                .containsExactly(
                        "product-service can be asked",
                        NO_STOCK_OF_ENDED,
                        STOCK_OF_ACCEPTED,
                        STOCK_OF_PAID,
                        STOCK_LEFT);
        assertThat(find(checks, AGREE).holds()).isTrue();
        assertThat(find(checks, NO_COUPON_OF_ENDED).detail())
                .isEqualTo(order.orderId() + " has ended and uses SPRING");
    }

    @Test
    void what_a_service_says_about_itself_is_passed_on() {
        for (var name : List.of("orders", "products", "coupons", "notifications")) {
            services.says(name, new Check("books of " + name, false, "one is wrong"));
        }

        assertThat(audit(5_000))
                .extracting(Check::name)
                .startsWith(
                        "books of products",
                        "books of orders",
                        "books of coupons",
                        "books of notifications");
    }

    @Test
    void of_many_offenders_a_few_are_named_and_all_are_counted() {
        for (int i = 0; i < 60; i++) {
            services.knows(orderIs(mall.anOrder(), "PENDING"));
        }
        clock.advance(GRACE.plusMillis(1));

        assertThat(check(AGREE).detail()).endsWith("; and 55 more");
    }

    // How.

    private OrderPlaced ended() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());
        mall.answer(rejected(order, CancelReason.STOCK_OUT));
        mall.awaitOutcome(order, OrderCanceled.class);
        return order;
    }

    private OrderFact orderIs(OrderPlaced order, String status) {
        return new OrderFact(order.orderId().value(), status, null, clock.instant());
    }

    private LiveHold hold(OrderPlaced order, String state) {
        return new LiveHold(order.orderId().value(), state, clock.instant());
    }

    private ToldCustomer told(OrderPlaced order, String... kinds) {
        return new ToldCustomer(order.orderId().value(), Set.of(kinds), clock.instant());
    }

    private LiveRedemption redemption(OrderPlaced order) {
        return new LiveRedemption(order.orderId().value(), "SPRING", clock.instant());
    }

    private Check check(String name) {
        return find(audit(5_000), name);
    }

    private static Check find(List<Check> checks, String name) {
        return checks.stream().filter(check -> check.name().equals(name)).findFirst().orElseThrow();
    }

    private List<Check> audit(int pageSize) {
        var settings =
                new AuditSettings(
                        services.at("products"),
                        services.at("orders"),
                        services.at("coupons"),
                        services.at("notifications"),
                        GRACE,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        pageSize,
                        50);
        return new ShopAudit(new Services(settings, RestClient.builder()), sagas, settings, clock)
                .run("Bearer of an operator");
    }
}
