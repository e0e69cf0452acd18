package com.winemall.notification.restock;

import static com.winemall.test.TestTokens.admin;
import static com.winemall.test.TestTokens.customer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.ReplenishmentId;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.Topics;
import com.winemall.contracts.order.OrderCancelRequested;
import com.winemall.contracts.order.OrderDelivered;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.order.OrderPaid;
import com.winemall.contracts.order.OrderRefunded;
import com.winemall.contracts.order.OrderShipped;
import com.winemall.contracts.order.PaymentAuthorized;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.contracts.product.AdResumptionRequested;
import com.winemall.contracts.product.AdSuspensionRequested;
import com.winemall.contracts.product.ProductEvent;
import com.winemall.contracts.product.ReplenishmentFailed;
import com.winemall.contracts.product.StockDepleted;
import com.winemall.contracts.product.StockReplenished;
import com.winemall.contracts.user.CustomerLeft;
import com.winemall.contracts.user.CustomerRegistered;
import com.winemall.contracts.user.UserEvent;
import com.winemall.notification.mail.TestLinks;
import com.winemall.notification.mail.ses.SesServer;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestTopic;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionOperations;

/// Restocks, reminders and what else has its time, with small windows.
// The service stops here, while its backends are there, and not with them when the JVM ends.
@DirtiesContext
@ServiceTest
@TestPropertySource(
        properties = {
            "winemall.mail.shop=" + RestockServiceIT.SHOP,
            "winemall.mail.per-second=1000",
            "winemall.mail.look-interval=50ms",
            "winemall.mail.sweep-interval=200ms",
            "winemall.mail.reminder-lead=2s",
            "winemall.mail.unsubscribe.secret=" + TestLinks.SECRET,
            "winemall.mail.ses.access-key=key",
            "winemall.mail.ses.secret-key=secret",
            "winemall.restock.batch-max=100",
            "winemall.restock.subscriptions-max=3"
        })
class RestockServiceIT {

    private static final SesServer SES = new SesServer();
    private static final TestTopic<UserEvent> USERS = TestTopic.open(Topics.USER_EVENTS);
    private static final TestTopic<OrderOutcome> OUTCOMES = TestTopic.open(Topics.ORDER_OUTCOMES);
    private static final TestTopic<OrderEvent> ORDERS = TestTopic.open(Topics.ORDER_EVENTS);
    private static final TestTopic<ProductEvent> PRODUCTS = TestTopic.open(Topics.PRODUCT_EVENTS);

    static final String SHOP = "https://shop.winemall.test";
    private static final String LINK = SHOP + "/api/restock-subscriptions/unsubscribe?token=";

    private final RestTestClient http;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final SubscribeLosersHandler losing;
    private final AnnounceRestockHandler announcing;

    /// Each test has a customer and a wine of its own.
    private final CustomerId jane = new CustomerId(UuidCreator.getTimeOrderedEpoch());

    private final ProductId wine = new ProductId(UuidCreator.getTimeOrderedEpoch());

    RestockServiceIT(
            @LocalServerPort int port,
            JdbcClient jdbc,
            TransactionOperations transaction,
            SubscribeLosersHandler losing,
            AnnounceRestockHandler announcing) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.losing = losing;
        this.announcing = announcing;
        http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @DynamicPropertySource
    static void ses(DynamicPropertyRegistry properties) {
        properties.add("winemall.mail.ses.endpoint", SES::uri);
    }

    @AfterEach
    void everything_adds_up() {
        http.get()
                .uri("/audit/checks")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + admin(jane))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[?(@.holds == false)]")
                .isEmpty();
    }

    @AfterAll
    static void close() {
        USERS.close();
        OUTCOMES.close();
        ORDERS.close();
        PRODUCTS.close();
    }

    // For those who work for the shop.

    @Test
    void a_stock_manager_and_an_ad_manager_hear_once_what_they_have_to_do() {
        var stockManager = "stock." + wine + "@winemall.test";
        var adManager = "ads." + wine + "@winemall.test";
        var now = Instant.now();
        var failed =
                new ReplenishmentFailed(
                        wine,
                        4,
                        new ReplenishmentId(wine.value()),
                        "Barolo",
                        60,
                        10,
                        "HTTP 503",
                        stockManager,
                        now);
        var suspended = new AdSuspensionRequested(wine, 2, "Barolo", adManager, now);
        var resumed = new AdResumptionRequested(wine, 6, "Barolo", adManager, now);
        var unheard = new ReplenishmentId(jane.value());

        for (int i = 0; i < 3; i++) {
            PRODUCTS.send("failed", failed);
            PRODUCTS.send("suspended", suspended);
            PRODUCTS.send("resumed", resumed);
        }
        PRODUCTS.send(
                new ReplenishmentFailed(wine, 8, unheard, "Barolo", 60, 10, "HTTP 503", null, now));

        await().untilAsserted(() -> {
            assertThat(SES.mailsTo(stockManager))
                    .extracting(SesServer.Request::subject)
                    .containsExactly("[WineMall] 공장 발주 실패: Barolo");
            assertThat(SES.mailsTo(adManager))
                    .extracting(SesServer.Request::subject)
                    .containsExactlyInAnyOrder(
                            "[WineMall] 광고 중단 요청: Barolo", "[WineMall] 광고 재개 요청: Barolo");
        });
        assertThat(SES.mailsTo(stockManager).getFirst().text()).contains("HTTP 503", "10회");
        assertThat(
                        jdbc.sql("select count(*) from mail where cause like :cause")
                                .param("cause", wine + "/product/%")
                                .query(Long.class)
                                .single())
                .isEqualTo(3);
    }

    // Restocks.

    @ParameterizedTest
    @ValueSource(strings = {"ko", "en"})
    void who_lost_hears_once_that_the_wine_is_back(String locale) {
        register(jane, locale);
        var order = newOrder();
        OUTCOMES.send("lost", lost(jane, order, Instant.now()));
        awaitMails(jane, "OUT_OF_STOCK", 1);

        PRODUCTS.send("first", replenished(1, Instant.now()));
        PRODUCTS.send(new StockDepleted(wine, 2, "Barolo", Instant.now()));
        PRODUCTS.send(replenished(3, Instant.now()));
        awaitMails(jane, "RESTOCK", 1);
        PRODUCTS.send("first", replenished(1, Instant.now()));
        OUTCOMES.send("lost", lost(jane, order, Instant.now()));
        PRODUCTS.send(replenished(5, Instant.now()));
        awaitVersion(5);

        assertThat(mails(jane, "RESTOCK")).isEqualTo(1);
        assertThat(mails(jane, "OUT_OF_STOCK")).isEqualTo(1);
        assertThat(subscriptions()).isZero();
        var mail = restockMailTo(jane);
        assertThat(mail.subject())
                .isEqualTo(
                        locale.equals("ko")
                                ? "[WineMall] 재입고 안내: Barolo"
                                : "[WineMall] Back in stock: Barolo");
        assertThat(mail.text()).contains(SHOP + "/products/" + wine);
        var headers = mail.body().at("/Content/Simple/Headers");
        assertThat(headers.at("/1/Name").asString()).isEqualTo("List-Unsubscribe");
        assertThat(headers.at("/1/Value").asString()).isEqualTo("<" + linkIn(mail) + ">");
        assertThat(headers.at("/2/Name").asString()).isEqualTo("List-Unsubscribe-Post");
        assertThat(headers.at("/2/Value").asString()).isEqualTo("List-Unsubscribe=One-Click");
    }

    @Test
    void who_lost_before_a_restock_that_was_heard_first_is_told_at_once_and_only_once() {
        register(jane, "en");
        var order = newOrder();
        var saidAt = Instant.now();
        PRODUCTS.send(replenished(1, saidAt.plusSeconds(2)));
        awaitVersion(1);

        OUTCOMES.send(lost(jane, order, saidAt));

        awaitMails(jane, "RESTOCK", 1);
        assertThat(subscriptions()).isZero();
        PRODUCTS.send(replenished(2, saidAt.plusSeconds(3)));
        awaitVersion(2);
        assertThat(mails(jane, "RESTOCK")).isEqualTo(1);
    }

    @Test
    void who_lost_after_a_restock_is_told_of_the_next_one_whatever_is_heard_first() {
        register(jane, "en");
        var restock = Instant.now().minusSeconds(60);
        OUTCOMES.send(lost(jane, newOrder(), Instant.now()));
        awaitMails(jane, "OUT_OF_STOCK", 1);

        PRODUCTS.send(replenished(1, restock));
        awaitVersion(1);
        assertThat(mails(jane, "RESTOCK")).as("it was gone again when she lost").isZero();
        OUTCOMES.send(lost(jane, newOrder(), Instant.now()));
        awaitMails(jane, "OUT_OF_STOCK", 2);
        assertThat(mails(jane, "RESTOCK")).isZero();
        PRODUCTS.send(replenished(2, Instant.now()));

        awaitMails(jane, "RESTOCK", 1);
        assertThat(subscriptions()).isZero();
    }

    @Test
    void nobody_knows_whether_before_or_after_so_both_restocks_are_told() {
        var placed = Instant.now().minusSeconds(60);
        var order = new OrderId(UuidCreator.getTimeOrderedEpoch(placed));
        register(jane, "en");
        PRODUCTS.send(replenished(1, placed.plusSeconds(30)));
        awaitVersion(1);

        OUTCOMES.send(lost(jane, order, placed.plusSeconds(50)));
        awaitMails(jane, "RESTOCK", 1);
        PRODUCTS.send(replenished(2, Instant.now()));

        awaitMails(jane, "RESTOCK", 2);
        assertThat(subscriptions()).isZero();
    }

    @Test
    void losses_and_restocks_that_meet_are_told_each_exactly_once()
            throws InterruptedException, ExecutionException {
        var wines = IntStream.range(0, 60).mapToObj(_ -> newProduct()).toList();
        var saidAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        try (var threads = Executors.newFixedThreadPool(3)) {
            for (var one : wines) {
                var start = new CyclicBarrier(3);
                var restock = new Replenishment(one, 1, "Barolo", 5, saidAt.plusSeconds(1));
                var losses =
                        IntStream.range(0, 4)
                                .mapToObj(_ -> new Loss(newCustomer(), one, saidAt, saidAt))
                                .toList();
                var first = threads.submit(() -> lose(start, losses.subList(0, 2)));
                var second = threads.submit(() -> lose(start, losses.subList(2, 4)));
                var announcement =
                        threads.submit(() -> {
                            start.await();
                            transaction.executeWithoutResult(
                                    _ -> announcing.handle(List.of(restock)));
                            return null;
                        });
                first.get();
                second.get();
                announcement.get();
            }
        }

        for (var one : wines) {
            assertThat(restockMails(one)).isEqualTo(4);
            assertThat(subscriptions(one)).isZero();
        }
    }

    @Test
    void thousands_of_subscribers_are_told_in_batches_each_once() {
        var saidAt = Instant.now();
        var losses =
                IntStream.range(0, 5_050)
                        .mapToObj(_ -> new Loss(newCustomer(), wine, saidAt, saidAt))
                        .toList();
        transaction.executeWithoutResult(_ -> losing.handle(losses));
        assertThat(subscriptions()).isEqualTo(5_050);

        PRODUCTS.send(replenished(1, saidAt.plusSeconds(1)));
        PRODUCTS.send(replenished(2, saidAt.plusSeconds(2)));
        awaitVersion(2);

        assertThat(restockMails(wine)).isEqualTo(5_050);
        assertThat(subscriptions()).isZero();
    }

    @Test
    void a_customer_who_left_waits_for_nothing() {
        register(jane, "en");
        OUTCOMES.send(lost(jane, newOrder(), Instant.now()));
        await().until(() -> subscriptions() == 1);

        USERS.send(new CustomerLeft(jane, 2, Instant.now()));

        await().until(() -> subscriptions() == 0);
        OUTCOMES.send(lost(jane, newOrder(), Instant.now()));
        await().until(() -> mails(jane, "OUT_OF_STOCK") == 2);
        assertThat(subscriptions()).isZero();
    }

    // Subscribing by hand.

    @Test
    void a_subscription_by_hand_is_made_and_ended_as_often_as_one_likes() {
        register(jane, "en");

        put(wine).expectStatus().isNoContent();
        put(wine).expectStatus().isNoContent();
        assertThat(subscriptions()).isEqualTo(1);
        delete(wine).expectStatus().isNoContent();
        delete(wine).expectStatus().isNoContent();
        assertThat(subscriptions()).isZero();
        PRODUCTS.send(replenished(1, Instant.now()));
        awaitVersion(1);
        assertThat(mails(jane, "RESTOCK")).isZero();

        put(wine).expectStatus().isNoContent();
        // What is heard late may have happened before: whoever asked did not know.
        PRODUCTS.send(replenished(2, Instant.now().minusSeconds(5)));

        awaitMails(jane, "RESTOCK", 1);
        assertThat(subscriptions()).isZero();
    }

    @Test
    void a_wine_nobody_knows_can_be_waited_for_and_so_many_of_them_and_no_more() {
        for (int i = 0; i < 3; i++) {
            put(newProduct()).expectStatus().isNoContent();
        }

        put(wine)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("TOO_MANY_SUBSCRIPTIONS");

        assertThat(subscriptions()).isZero();
    }

    @Test
    void only_members_subscribe_and_only_to_products() {
        var uri = "/api/products/" + wine + "/restock-subscription";
        for (var method : List.of(HttpMethod.PUT, HttpMethod.DELETE)) {
            http.method(method).uri(uri).exchange().expectStatus().isUnauthorized();
            http.method(method)
                    .uri("/api/products/wine/restock-subscription")
                    .header(HttpHeaders.AUTHORIZATION, "Bearer " + customer(jane))
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("INVALID_REQUEST");
        }
        assertThat(subscriptions()).isZero();
    }

    // Links.

    @ParameterizedTest
    @ValueSource(strings = {"ko", "en"})
    void a_link_ends_mails_about_a_wine_until_the_customer_asks_for_them_again(String locale) {
        register(jane, locale);
        var link = linkIn(tellOfARestock());
        boolean korean = locale.equals("ko");

        assertThat(follow(link)).contains(korean ? "알림이 해지되었습니다" : "You are unsubscribed");
        assertThat(follow(link)).contains(korean ? "이미 해지되었습니다" : "You are already unsubscribed");

        // Losing again does not subscribe, whichever of the two is heard first.
        OUTCOMES.send(lost(jane, newOrder(), Instant.now()));
        awaitMails(jane, "OUT_OF_STOCK", 2);
        PRODUCTS.send(replenished(2, Instant.now().plusSeconds(1)));
        awaitVersion(2);
        OUTCOMES.send(lost(jane, newOrder(), Instant.now()));
        awaitMails(jane, "OUT_OF_STOCK", 3);
        assertThat(mails(jane, "RESTOCK")).isEqualTo(1);

        put(wine).expectStatus().isNoContent();
        PRODUCTS.send(replenished(3, Instant.now().plusSeconds(1)));
        awaitMails(jane, "RESTOCK", 2);
    }

    @Test
    void one_click_of_a_mail_program_does_the_same() {
        register(jane, "en");
        put(wine).expectStatus().isNoContent();
        var other = newProduct();
        put(other).expectStatus().isNoContent();
        var link = pathOf(jane);

        http.post()
                .uri(link)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body("List-Unsubscribe=One-Click")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("text/html;charset=UTF-8");
        http.post().uri(link).exchange().expectStatus().isOk();

        assertThat(subscriptions()).isZero();
        assertThat(subscriptions(other)).as("another wine").isEqualTo(1);
        assertThat(follow(link)).contains("You are already unsubscribed");
    }

    @Test
    void looking_where_a_link_leads_ends_nothing() {
        put(wine).expectStatus().isNoContent();

        http.head().uri(pathOf(jane)).exchange().expectStatus().isOk();

        assertThat(subscriptions()).isEqualTo(1);
    }

    @Test
    void a_forged_link_changes_nothing() {
        put(wine).expectStatus().isNoContent();
        var good = pathOf(jane);
        var token = good.substring(good.indexOf('=') + 1);
        var others = pathOf(newCustomer());
        var base = "/api/restock-subscriptions/unsubscribe";
        var forged =
                List.of(
                        base,
                        base + "?token=",
                        base + "?token=x",
                        base + "?token=" + token.substring(1),
                        base + "?token=" + token + "A",
                        base
                                + "?token="
                                + (token.charAt(0) == 'B' ? "C" : "B")
                                + token.substring(1),
                        base + "?token=" + token + "&token=" + token,
                        base
                                + "?token="
                                + token.substring(0, 43)
                                + others.substring(others.length() - 43));

        for (var link : forged) {
            for (var method : List.of(HttpMethod.GET, HttpMethod.POST)) {
                http.method(method)
                        .uri(link)
                        .exchange()
                        .expectStatus()
                        .isBadRequest()
                        .expectHeader()
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .expectBody()
                        .jsonPath("$.code")
                        .isEqualTo("INVALID_LINK");
            }
        }
        assertThat(subscriptions()).isEqualTo(1);
    }

    @Test
    void a_link_ends_a_mail_too_that_has_not_left_yet() {
        // Nobody has told of this customer: the mail waits for an address.
        OUTCOMES.send(lost(jane, newOrder(), Instant.now()));
        await().until(() -> subscriptions() == 1);
        PRODUCTS.send(replenished(1, Instant.now()));
        await().until(() -> mails(jane, "RESTOCK") == 1);

        follow(pathOf(jane));

        assertThat(statusOf(jane, "RESTOCK")).isEqualTo("WITHDRAWN");
    }

    @Test
    void somebody_who_left_follows_a_link_to_nothing() {
        register(jane, "en");
        var link = linkIn(tellOfARestock());
        USERS.send(new CustomerLeft(jane, 2, Instant.now()));
        await().until(() ->
                jdbc.sql("select has_left from customer where id = :id")
                        .param("id", jane.value())
                        .query(Boolean.class)
                        .single());

        assertThat(follow(link)).contains("이미 해지되었습니다");

        assertThat(
                        jdbc.sql(
                                        "select count(*) from restock_subscription where customer_id = :id")
                                .param("id", jane.value())
                                .query(Long.class)
                                .single())
                .isZero();
    }

    // What becomes of orders.

    @ParameterizedTest
    @ValueSource(strings = {"ko", "en"})
    void a_customer_hears_what_becomes_of_an_order(String locale) {
        register(jane, locale);
        var order = newOrder();
        var now = Instant.now();

        ORDERS.send("paid", new OrderPaid(order, 5, jane, 2, 170_000, now));
        ORDERS.send("paid", new OrderPaid(order, 5, jane, 2, 170_000, now));
        ORDERS.send(new OrderShipped(order, 6, jane, "CJ", "12-34", now));
        ORDERS.send(new OrderDelivered(order, 7, jane, now));
        ORDERS.send(new OrderRefunded(order, 8, jane, 170_000, now));

        awaitMails(jane, "ORDER_REFUNDED", 1);
        awaitMails(jane, "ORDER_SHIPPED", 1);
        awaitMails(jane, "ORDER_PAID", 1);
        boolean korean = locale.equals("ko");
        assertThat(SES.mailsTo(address(jane)))
                .hasSize(3)
                .anyMatch(mail -> mail.text().contains(korean ? "결제 금액: 170,000원" : "₩170,000"))
                .anyMatch(mail ->
                        mail.text().contains(korean ? "운송장 번호: 12-34" : "Tracking number: 12-34"))
                .anyMatch(mail ->
                        mail.text().contains(korean ? "환불 금액: 170,000원" : "Amount refunded"));
    }

    @Test
    void an_order_nobody_paid_ends_with_the_deadline_it_had() {
        register(jane, "en");
        var order = newOrder();
        var dueAt = Instant.parse("2026-03-05T05:05:37Z");
        OUTCOMES.send(completed(order, dueAt, false));
        OUTCOMES.send(ended(order, CancelReason.PAYMENT_TIMEOUT));

        awaitMails(jane, "ORDER_TIMED_OUT", 1);

        assertThat(SES.mailsTo(address(jane)))
                .anyMatch(mail ->
                        mail.text()
                                .contains(
                                        "Nobody paid for your order until Thursday, 5 March 2026,"
                                                + " 14:05 (Korean Standard Time)"));
    }

    @Test
    void an_order_served_from_the_line_is_told_that_it_is_its_turn() {
        register(jane, "en");

        OUTCOMES.send(completed(newOrder(), Instant.now().plusSeconds(1), true));

        awaitMails(jane, "RESERVATION_SERVED", 1);
        assertThat(SES.mailsTo(address(jane)).getFirst().subject()).contains("It is your turn");
    }

    // Reminders.

    @Test
    void who_has_not_paid_is_reminded_before_the_deadline_and_not_at_once() {
        register(jane, "en");
        var order = newOrder();
        var dueAt = Instant.now().plusSeconds(8);

        OUTCOMES.send(completed(order, dueAt, false));

        awaitMails(jane, "ORDER_ACCEPTED", 1);
        awaitMails(jane, "PAYMENT_REMINDER", 1);
        assertThat(sentAt(order, "PAYMENT_REMINDER")).isBetween(dueAt.minusSeconds(2), dueAt);
        assertThat(SES.mailsTo(address(jane))).hasSize(2);
        assertThat(SES.mailsTo(address(jane)).getLast().subject()).contains("Please pay by");
    }

    @Test
    void who_paid_asked_to_cancel_or_lost_the_order_is_not_reminded() {
        register(jane, "en");
        var paid = newOrder();
        var authorized = newOrder();
        var cancelling = newOrder();
        var canceled = newOrder();
        var dueAt = Instant.now().plusSeconds(30);
        for (var order : List.of(paid, authorized, cancelling, canceled)) {
            OUTCOMES.send(completed(order, dueAt, false));
        }
        await().until(() -> mails(jane, "PAYMENT_REMINDER") == 4);

        ORDERS.send(new OrderPaid(paid, 5, jane, 2, 170_000, Instant.now()));
        ORDERS.send(new PaymentAuthorized(authorized, 4, Instant.now()));
        ORDERS.send(
                new OrderCancelRequested(
                        cancelling, 4, CancelReason.CUSTOMER_REQUEST, null, Instant.now()));
        OUTCOMES.send(ended(canceled, CancelReason.OPERATOR));

        await().until(() -> withdrawn(jane) == 4);
        assertThat(SES.mailsTo(address(jane)))
                .noneMatch(mail -> mail.subject().contains("Please pay by"));
        http.get()
                .uri("/api/notifications?status=WITHDRAWN&orderId=" + paid)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + admin(jane))
                .exchange()
                .expectBody()
                .jsonPath("$.content[0].kind")
                .isEqualTo("PAYMENT_REMINDER");
    }

    @Test
    void who_is_heard_to_have_paid_before_the_order_is_heard_of_is_not_reminded() {
        register(jane, "en");
        var paid = newOrder();
        var authorized = newOrder();
        ORDERS.send(new OrderPaid(paid, 5, jane, 2, 170_000, Instant.now()));
        ORDERS.send(new PaymentAuthorized(authorized, 4, Instant.now()));
        await().until(() ->
                jdbc.sql("select count(*) from settled_cause where cause in (:causes)")
                                .param("causes", List.of(paid.toString(), authorized.toString()))
                                .query(Long.class)
                                .single()
                        == 2);

        var dueAt = Instant.now().plusSeconds(30);
        OUTCOMES.send(completed(paid, dueAt, false));
        OUTCOMES.send(completed(authorized, dueAt, false));

        await().until(() -> withdrawn(jane) == 2);
        awaitMails(jane, "ORDER_ACCEPTED", 2);
    }

    @Test
    void who_has_little_time_is_not_reminded_of_what_was_just_said() {
        register(jane, "en");

        OUTCOMES.send(completed(newOrder(), Instant.now().plusMillis(3_900), false));

        awaitMails(jane, "ORDER_ACCEPTED", 1);
        assertThat(mails(jane, "PAYMENT_REMINDER")).isZero();
    }

    // Given, when.

    private Void lose(CyclicBarrier start, List<Loss> losses) throws Exception {
        start.await();
        transaction.executeWithoutResult(_ -> losing.handle(losses));
        return null;
    }

    private SesServer.Request tellOfARestock() {
        OUTCOMES.send(lost(jane, newOrder(), Instant.now()));
        awaitMails(jane, "OUT_OF_STOCK", 1);
        PRODUCTS.send(replenished(1, Instant.now()));
        awaitMails(jane, "RESTOCK", 1);
        return restockMailTo(jane);
    }

    private void register(CustomerId customer, String locale) {
        USERS.send(
                new CustomerRegistered(
                        customer, 1, address(customer), "Jane", locale, Instant.now()));
        await().until(() ->
                jdbc.sql("select count(*) from customer where id = :id")
                                .param("id", customer.value())
                                .query(Long.class)
                                .single()
                        == 1);
    }

    private StockReplenished replenished(long version, Instant at) {
        return new StockReplenished(wine, version, "Barolo", 5, at);
    }

    private OrderCanceled lost(CustomerId customer, OrderId order, Instant at) {
        return new OrderCanceled(
                order,
                3,
                customer,
                CancelReason.STOCK_OUT,
                List.of(new Shortage(wine, "Barolo", 2, 0)),
                null,
                null,
                at);
    }

    private OrderCanceled ended(OrderId order, CancelReason reason) {
        return new OrderCanceled(order, 9, jane, reason, List.of(), null, null, Instant.now());
    }

    private OrderCompleted completed(OrderId order, Instant dueAt, boolean fromLine) {
        return new OrderCompleted(
                order,
                2,
                jane,
                List.of(new PricedLine(wine, "Barolo", 90_000, 2)),
                null,
                180_000,
                10_000,
                170_000,
                fromLine,
                dueAt);
    }

    private RestTestClient.ResponseSpec put(ProductId product) {
        return change(HttpMethod.PUT, product);
    }

    private RestTestClient.ResponseSpec delete(ProductId product) {
        return change(HttpMethod.DELETE, product);
    }

    private RestTestClient.ResponseSpec change(HttpMethod method, ProductId product) {
        return http.method(method)
                .uri("/api/products/{id}/restock-subscription", product)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + customer(jane))
                .exchange();
    }

    /// As a browser does, without a token of a login.
    private String follow(String link) {
        return http.get()
                .uri(link.replace(SHOP, ""))
                .accept(MediaType.TEXT_HTML, MediaType.ALL)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("text/html;charset=UTF-8")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    // Then.

    /// Where a link to end this wine's mails leads.
    private String pathOf(CustomerId customer) {
        return TestLinks.at(SHOP).to(customer, wine).toString().replace(SHOP, "");
    }

    private static String linkIn(SesServer.Request mail) {
        var text = mail.text();
        int start = text.indexOf(LINK);
        return text.substring(start, text.indexOf('\n', start));
    }

    private static SesServer.Request restockMailTo(CustomerId customer) {
        return SES.mailsTo(address(customer)).stream()
                .filter(mail -> mail.text().contains(LINK))
                .findFirst()
                .orElseThrow();
    }

    /// Waits until so many mails of a kind have left.
    private void awaitMails(CustomerId customer, String kind, int count) {
        await(count + " mails " + kind)
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        count(
                                        """
                                        select count(*) from mail
                                        where customer_id = :id and kind = :kind and status = 'SENT'
                                        """,
                                        customer.value(),
                                        kind)
                                == count);
    }

    private void awaitVersion(long version) {
        await("the restock of version " + version)
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        jdbc.sql("select version from restock where product_id = :id")
                                .param("id", wine.value())
                                .query(Long.class)
                                .optional()
                                .orElse(0L)
                                .equals(version));
    }

    private long mails(CustomerId customer, String kind) {
        return count(
                "select count(*) from mail where customer_id = :id and kind = :kind",
                customer.value(),
                kind);
    }

    private long withdrawn(CustomerId customer) {
        return count(
                """
                select count(*) from mail
                where customer_id = :id and kind = :kind and status = 'WITHDRAWN'
                """,
                customer.value(),
                "PAYMENT_REMINDER");
    }

    private Instant sentAt(OrderId order, String kind) {
        return jdbc.sql("select sent_at from mail where cause = :cause and kind = :kind")
                .param("cause", order.toString())
                .param("kind", kind)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private String statusOf(CustomerId customer, String kind) {
        return jdbc.sql("select status from mail where customer_id = :id and kind = :kind")
                .param("id", customer.value())
                .param("kind", kind)
                .query(String.class)
                .single();
    }

    private long count(String sql, UUID id, String kind) {
        return jdbc.sql(sql).param("id", id).param("kind", kind).query(Long.class).single();
    }

    private long restockMails(ProductId product) {
        return jdbc.sql("select count(*) from mail where cause like :prefix")
                .param("prefix", product + "/restock/%")
                .query(Long.class)
                .single();
    }

    private long subscriptions() {
        return subscriptions(wine);
    }

    private long subscriptions(ProductId product) {
        return jdbc.sql(
                        """
                        select count(*) from restock_subscription
                        where product_id = :id and state = 'SUBSCRIBED'
                        """)
                .param("id", product.value())
                .query(Long.class)
                .single();
    }

    private static String address(CustomerId customer) {
        return customer + "@example.com";
    }

    private static OrderId newOrder() {
        return new OrderId(UuidCreator.getTimeOrderedEpoch());
    }

    private static ProductId newProduct() {
        return new ProductId(UuidCreator.getTimeOrderedEpoch());
    }

    private static CustomerId newCustomer() {
        return new CustomerId(UuidCreator.getTimeOrderedEpoch());
    }
}
