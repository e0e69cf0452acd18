package com.winemall.notification;

import static com.winemall.test.TestTokens.admin;
import static com.winemall.test.TestTokens.customer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.coupon.CouponAssigned;
import com.winemall.contracts.coupon.CouponEvent;
import com.winemall.contracts.coupon.CouponQueued;
import com.winemall.contracts.order.OrderDelivered;
import com.winemall.contracts.outcome.OrderAwaitingStock;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.contracts.outcome.OrderStockCommitted;
import com.winemall.contracts.product.StockDepleted;
import com.winemall.contracts.user.CustomerBecameVip;
import com.winemall.contracts.user.CustomerChanged;
import com.winemall.contracts.user.CustomerLeft;
import com.winemall.contracts.user.CustomerRegistered;
import com.winemall.contracts.user.UserEvent;
import com.winemall.notification.mail.ses.SesServer;
import com.winemall.notification.mail.ses.SesServer.Answer;
import com.winemall.test.BadRecords;
import com.winemall.test.OtherVersions;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestTopic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

// The service stops here, while its backends are there, and not with them when the JVM ends.
@DirtiesContext
@ServiceTest
@TestPropertySource(
        properties = {
            "winemall.mail.shop=https://shop.winemall.test",
            "winemall.mail.per-second=1000",
            "winemall.mail.look-interval=50ms",
            "winemall.mail.retry-min=50ms",
            "winemall.mail.retry-max=200ms",
            "winemall.mail.sweep-interval=200ms",
            "winemall.mail.unsubscribe.secret=a secret that is long enough for a test",
            "winemall.mail.ses.access-key=key",
            "winemall.mail.ses.secret-key=secret"
        })
class NotificationServiceIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SesServer SES = new SesServer();
    private static final TestTopic<UserEvent> USERS = TestTopic.open(Topics.USER_EVENTS);
    private static final TestTopic<OrderOutcome> OUTCOMES = TestTopic.open(Topics.ORDER_OUTCOMES);
    private static final TestTopic<CouponEvent> COUPONS = TestTopic.open(Topics.COUPON_EVENTS);
    private static final TestTopic<OrderOutcome> DEAD =
            TestTopic.openDeadLetters(Topics.ORDER_OUTCOMES, "mail");

    /// Five past two in the afternoon in Seoul.
    private static final Instant DUE = Instant.parse("2026-03-05T05:05:37Z");

    private final RestTestClient http;
    private final JdbcClient jdbc;
    private final Environment service;

    /// Each test has a customer of its own, whom nothing else is sent to.
    private final CustomerId customer = new CustomerId(UuidCreator.getTimeOrderedEpoch());

    private final String address = customer + "@example.com";
    private final OrderId order = newOrder();

    NotificationServiceIT(@LocalServerPort int port, JdbcClient jdbc, Environment service) {
        this.jdbc = jdbc;
        this.service = service;
        http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @DynamicPropertySource
    static void ses(DynamicPropertyRegistry properties) {
        properties.add("winemall.mail.ses.endpoint", SES::uri);
    }

    @AfterAll
    static void close() {
        USERS.close();
        OUTCOMES.close();
        COUPONS.close();
        DEAD.close();
    }

    /// Old and new versions of the neighbours, side by side with this one.
    @Test
    void what_other_versions_of_the_neighbours_tell_is_heard() {
        assertThat(heard(Topics.USER_EVENTS, "customer")).isEmpty();
        assertThat(heard(Topics.ORDER_OUTCOMES, "mail")).isEmpty();
        assertThat(heard(Topics.ORDER_EVENTS, "orders")).isEmpty();
        assertThat(heard(Topics.PRODUCT_EVENTS, "restock")).isEmpty();
        assertThat(heard(Topics.PRODUCT_EVENTS, "staff")).isEmpty();
        assertThat(heard(Topics.COUPON_EVENTS, "coupons")).isEmpty();
    }

    private static List<String> heard(Topic<?> topic, String consumer) {
        return OtherVersions.send(topic, "notification-service." + consumer, (_, _) -> {});
    }

    @Test
    void a_korean_customer_hears_that_the_order_was_accepted() {
        USERS.send(registered("김하늘", "ko"));

        OUTCOMES.send(completed(order));

        var mail = awaitMail();
        assertThat(mail.from()).isEqualTo("WineMall <no-reply@winemall.example>");
        assertThat(mail.subject()).isEqualTo("[WineMall] 주문하신 와인을 확보했습니다. 결제를 완료해 주세요.");
        assertThat(mail.text())
                .contains("김하늘 고객님, 안녕하세요.")
                .contains("결제 기한: 2026년 3월 5일 (목) 오후 2:05 (대한민국 표준시)")
                .contains("결제하러 가기: https://shop.winemall.test/orders/" + order)
                .contains("- 바롤로 2019, 90,000원 x 2병 = 180,000원")
                .contains("결제하실 금액: 170,000원");
        assertThat(mail.html()).contains("김하늘 고객님, 안녕하세요.", "170,000원");
        var listed = awaitListed(order, "SENT");
        assertThat(listed.at("/kind").asString()).isEqualTo("ORDER_ACCEPTED");
        assertThat(listed.at("/recipient").asString()).isEqualTo(address);
        assertThat(listed.at("/language").asString()).isEqualTo("ko");
        assertThat(listed.at("/subject").asString()).isEqualTo(mail.subject());
        assertThat(listed.at("/attempts").asInt()).isEqualTo(1);
        assertThat(listed.at("/cause").asString()).isEqualTo(order.toString());
        assertThat(Instant.parse(listed.at("/sentAt").asString()))
                .isAfter(Instant.parse(listed.at("/createdAt").asString()));
        assertThat(listed.has("lastError")).isFalse();
    }

    @Test
    void an_english_customer_hears_that_the_order_was_accepted() {
        USERS.send(registered("Jane", "en"));

        OUTCOMES.send(completed(order));

        var mail = awaitMail();
        assertThat(mail.subject())
                .isEqualTo("[WineMall] Your wines are reserved. Please complete your payment.");
        assertThat(mail.text())
                .contains("Dear Jane,")
                .contains("Please pay by: Thursday, 5 March 2026, 14:05 (Korean Standard Time)")
                .contains("- 바롤로 2019, ₩90,000 x 2 = ₩180,000")
                .contains("Amount to pay: ₩170,000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ko", "en"})
    void a_customer_hears_what_was_out_of_stock(String locale) {
        USERS.send(registered("Jane", locale));

        OUTCOMES.send(
                canceled(
                        CancelReason.STOCK_OUT,
                        List.of(new Shortage(newProduct(), "바롤로 2019", 3, 1)),
                        null));

        assertThat(awaitMail().text())
                .contains(
                        locale.equals("ko")
                                ? "- 바롤로 2019: 주문하신 수량 3병, 구매 가능 수량 1병"
                                : "- 바롤로 2019: ordered 3, available 1");
        assertThat(awaitListed(order, "SENT").at("/kind").asString()).isEqualTo("OUT_OF_STOCK");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STOCK_OUT", "PAYMENT_TIMEOUT"})
    void a_customer_hears_why_the_order_was_cancelled(CancelReason reason) {
        USERS.send(registered("Jane", "en"));

        OUTCOMES.send(canceled(reason, List.of(), CouponProblem.EXPIRED));

        var mail = awaitMail();
        assertThat(mail.subject()).isEqualTo("[WineMall] Your order has been cancelled");
        assertThat(mail.text()).contains("The coupon has expired.");
    }

    @Test
    void an_outcome_delivered_again_is_one_mail() {
        var other = newOrder();
        USERS.send(registered("Jane", "en"));
        OUTCOMES.send("same", completed(order));
        OUTCOMES.send("same", completed(order));
        awaitMail();

        OUTCOMES.send("same", completed(order));
        OUTCOMES.send(completed(other));

        await().until(() -> SES.mailsTo(address).size() == 2);
        assertThat(list("?orderId=" + order).at("/page/totalElements").asInt()).isEqualTo(1);
        assertThat(SES.mailsTo(address))
                .extracting(mail -> mail.text().contains(order.toString()))
                .containsExactlyInAnyOrder(true, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ko", "en"})
    void a_customer_hears_once_of_each_coupon_from_the_line(String locale) {
        var campaign = new CampaignId(UuidCreator.getTimeOrderedEpoch());
        USERS.send(registered("Jane", locale));

        COUPONS.send(new CouponQueued(campaign, customer, 8, 3, Instant.now()));
        COUPONS.send(assigned(campaign, 9, "01AB-34CD-56EF-78GH", true));
        COUPONS.send(assigned(campaign, 9, "01AB-34CD-56EF-78GH", true));
        COUPONS.send(assigned(campaign, 11, "11AB-34CD-56EF-78GH", false));
        COUPONS.send(assigned(campaign, 13, "21AB-34CD-56EF-78GH", true));

        await().until(() -> SES.mailsTo(address).size() == 2);
        assertThat(SES.mailsTo(address).stream().map(SesServer.Request::text))
                .anyMatch(text -> text.contains("01AB-34CD-56EF-78GH"))
                .anyMatch(text -> text.contains("21AB-34CD-56EF-78GH"))
                .noneMatch(text -> text.contains("11AB-34CD-56EF-78GH"));
        assertThat(SES.mailsTo(address).getFirst().subject())
                .isEqualTo(
                        locale.equals("ko")
                                ? "[WineMall] 쿠폰이 도착했습니다: Spring"
                                : "[WineMall] Your coupon is here: Spring");
        await().untilAsserted(() ->
                assertThat(list(byRecipient("&status=SENT")).at("/content").valueStream())
                        .extracting(mail -> mail.at("/cause").asString())
                        .containsExactlyInAnyOrder(
                                campaign + "/coupon/9", campaign + "/coupon/13"));
    }

    @Test
    void an_outcome_before_its_customer_waits_and_is_seen_waiting() {
        OUTCOMES.send(completed(order));
        var waiting = awaitListed(order, "WAITING_FOR_ADDRESS");
        assertThat(waiting.has("recipient")).isFalse();
        assertThat(waiting.has("subject")).isFalse();
        assertThat(waiting.at("/attempts").asInt()).isZero();

        USERS.send(registered("Jane", "en"));

        assertThat(awaitMail().text()).contains("Dear Jane,");
        awaitListed(order, "SENT");
    }

    @Test
    void somebody_who_left_is_not_written_to() {
        OUTCOMES.send(completed(order));
        awaitListed(order, "WAITING_FOR_ADDRESS");

        USERS.send(new CustomerLeft(customer, 2, Instant.now()));
        var dropped = awaitListed(order, "RECIPIENT_LEFT");
        // News from before they left change nothing, and neither do later orders.
        var later = newOrder();
        USERS.send(registered("Jane", "en"));
        OUTCOMES.send(completed(later));

        awaitListed(later, "RECIPIENT_LEFT");
        assertThat(dropped.has("recipient")).isFalse();
        assertThat(SES.requestsTo(address)).isEmpty();
        resend(dropped.at("/id").asString(), 409).jsonPath("$.code").isEqualTo("WRONG_STATUS");
    }

    @Test
    void only_newer_news_about_a_customer_count() {
        USERS.send(new CustomerChanged(customer, 5, address, "New Name", "en", Instant.now()));
        USERS.send(registered("Old Name", "ko"));
        USERS.send(new CustomerBecameVip(customer, 7, order, Instant.now()));
        USERS.send(new CustomerChanged(customer, 6, address, "Newest Name", "en", Instant.now()));

        await().until(() ->
                jdbc.sql("select count(*) from customer where id = :id and version = 6")
                                .param("id", customer.value())
                                .query(Long.class)
                                .single()
                        == 1);
        OUTCOMES.send(completed(order));

        awaitListed(order, "SENT");
        assertThat(SES.mailsTo(address))
                .extracting(mail -> mail.text())
                .anyMatch(it -> it.contains("Dear Newest Name,") && it.contains("Please pay by"));
    }

    @Test
    void a_customer_who_became_vip_hears_it_once() {
        USERS.send(registered("Jane", "en"));

        USERS.send("same", new CustomerBecameVip(customer, 2, order, Instant.now()));
        USERS.send("same", new CustomerBecameVip(customer, 2, order, Instant.now()));
        OUTCOMES.send(completed(order));

        await().until(() -> SES.mailsTo(address).size() == 2);
        assertThat(SES.mailsTo(address))
                .extracting(mail -> mail.subject())
                .containsOnlyOnce("[WineMall] You are a VIP member now");
    }

    @Test
    void outcomes_that_are_no_news_for_customers_are_passed_over() {
        USERS.send(registered("Jane", "en"));

        OUTCOMES.send(new OrderAwaitingStock(order, 1, customer, newProduct(), "Barolo", 3, DUE));
        OUTCOMES.send(new OrderStockCommitted(order, 4, customer));
        OUTCOMES.send(canceled(CancelReason.OPERATOR, List.of(), null));

        awaitMail();
        assertThat(SES.requestsTo(address)).hasSize(1);
        assertThat(DEAD.records()).noneMatch(letter -> order.toString().equals(letter.key()));
    }

    @Test
    void a_mail_ses_has_no_time_for_is_sent_later() {
        USERS.send(registered("Jane", "en"));
        SES.plan(address, Answer.THROTTLE, Answer.BREAK);

        OUTCOMES.send(completed(order));

        var sent = awaitListed(order, "SENT");
        assertThat(sent.at("/attempts").asInt()).isEqualTo(3);
        assertThat(SES.mailsTo(address)).hasSize(1);
        assertThat(SES.requestsTo(address)).hasSize(3);
    }

    @Test
    void a_mail_ses_may_have_taken_is_shown_and_goes_out_again_only_on_request() {
        USERS.send(registered("Jane", "en"));
        SES.plan(address, new Answer.Drop());

        OUTCOMES.send(completed(order));

        var doubtful = awaitListed(order, "IN_DOUBT");
        assertThat(doubtful.at("/lastError").asString())
                .startsWith("SES may or may not have taken it: ");
        assertThat(list("?status=IN_DOUBT&size=100").toString()).contains(order.toString());
        await().untilAsserted(() ->
                assertThat(text("/actuator/prometheus"))
                        .containsPattern(
                                "winemall_mail_doubtful_total\\{kind=\"ORDER_ACCEPTED\","
                                        + "[^}]*} 1\\.0")
                        .containsPattern("winemall_mail_in_doubt\\{[^}]*} 1\\.0"));
        assertThat(SES.requestsTo(address)).hasSize(1);
        assertThat(failingChecks()).isEmpty();

        resend(doubtful.at("/id").asString(), 202).jsonPath("$.status").isEqualTo("PENDING");

        awaitListed(order, "SENT");
        assertThat(SES.requestsTo(address)).hasSize(2);
        assertThat(failingChecks()).isEmpty();
    }

    @Test
    void a_mail_ses_rejects_fails_at_once_and_alone() {
        USERS.send(registered("Jane", "en"));
        var next = newOrder();
        SES.plan(address, Answer.reject(address));

        OUTCOMES.send(completed(order));
        var failed = awaitListed(order, "FAILED");
        OUTCOMES.send(completed(next));

        awaitListed(next, "SENT");
        assertThat(failed.at("/attempts").asInt()).isEqualTo(1);
        assertThat(failed.at("/lastError").asString())
                .isEqualTo("MessageRejected: Email address is not verified: <recipient>");
        assertThat(list("?status=FAILED&size=100").toString()).contains(order.toString());
    }

    @Test
    void a_failed_mail_and_a_sent_one_go_out_again_on_request() {
        USERS.send(registered("Jane", "en"));
        SES.plan(address, Answer.reject(address));
        OUTCOMES.send(completed(order));
        var id = awaitListed(order, "FAILED").at("/id").asString();

        resend(id, 202).jsonPath("$.status").isEqualTo("PENDING");
        awaitListed(order, "SENT");
        resend(id, 202).jsonPath("$.id").isEqualTo(id);

        await().until(() -> SES.mailsTo(address).size() == 2);
        awaitListed(order, "SENT");
        assertThat(failingChecks()).isEmpty();
    }

    @Test
    void a_mail_under_way_is_not_sent_again() {
        USERS.send(registered("Jane", "en"));
        var gate = new CountDownLatch(1);
        SES.plan(address, new Answer.AcceptOnce(gate));
        OUTCOMES.send(completed(order));
        var id = awaitListed(order, "SENDING").at("/id").asString();

        resend(id, 409).jsonPath("$.code").isEqualTo("WRONG_STATUS");

        gate.countDown();
        awaitListed(order, "SENT");
        assertThat(SES.requestsTo(address)).hasSize(1);
    }

    @Test
    void a_mail_nobody_knows_cannot_be_sent_again() {
        resend(UuidCreator.getTimeOrderedEpoch().toString(), 404)
                .jsonPath("$.code")
                .isEqualTo("NOT_FOUND");
        resend("no-id", 400).jsonPath("$.code").isEqualTo("INVALID_REQUEST");
    }

    @Test
    void mails_are_found_by_recipient_and_status_newest_first_page_by_page() {
        USERS.send(registered("Jane", "en"));
        OUTCOMES.send(completed(order));
        awaitListed(order, "SENT");
        OUTCOMES.send(canceled(CancelReason.OVERDUE, List.of(), null));
        await().until(() -> SES.mailsTo(address).size() == 2);
        await().until(() -> list(byRecipient("&status=SENT")).at("/content").size() == 2);

        var first = list(byRecipient("&page=0&size=1"));
        var second = list(byRecipient("&page=1&size=1"));

        assertThat(first.at("/page").toString())
                .isEqualTo("{\"number\":0,\"size\":1,\"totalElements\":2,\"totalPages\":2}");
        assertThat(first.at("/content/0/kind").asString()).isEqualTo("ORDER_CANCELED");
        assertThat(second.at("/content/0/kind").asString()).isEqualTo("ORDER_ACCEPTED");
        assertThat(list(byRecipient("&status=FAILED")).at("/content").size()).isZero();
        assertThat(list("?recipient=nobody@example.com").at("/content").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?status=LOST", "?orderId=7", "?size=101", "?page=-1", "?size=many"})
    void a_question_that_makes_no_sense_is_a_problem(String query) {
        http.get()
                .uri("/api/notifications" + query)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + admin(customer))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("INVALID_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/notifications", "/audit/checks"})
    void only_administrators_may_look(String path) {
        http.get().uri(path).exchange().expectStatus().isUnauthorized();
        http.get()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + customer(customer))
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void the_audit_finds_nothing_to_complain_about() {
        USERS.send(registered("Jane", "en"));
        OUTCOMES.send(completed(order));
        awaitListed(order, "SENT");

        var checks = get("/audit/checks");

        assertThat(checks.at("/0/name").asString())
                .isEqualTo("each cause sends each person at most one mail");
        assertThat(checks.size()).isEqualTo(5);
        assertThat(failingChecks()).isEmpty();
    }

    @Test
    void what_becomes_of_mails_is_counted() {
        USERS.send(registered("Jane", "en"));
        OUTCOMES.send(completed(order));
        awaitListed(order, "SENT");

        await().untilAsserted(() ->
                assertThat(text("/actuator/prometheus"))
                        .containsPattern(
                                "winemall_mail_sent_total\\{kind=\"ORDER_ACCEPTED\","
                                        + "[^}]*} [1-9]")
                        .contains("winemall_mail_failed_total{")
                        .contains("winemall_mail_waiting{kind=\"OUT_OF_STOCK\"")
                        .contains("winemall_mail_oldest_age_seconds{")
                        .contains("winemall_mail_without_address{")
                        .contains("winemall_mail_call_seconds_count"));
    }

    private SesServer.Request awaitMail() {
        await().atMost(20, TimeUnit.SECONDS).until(() -> !SES.mailsTo(address).isEmpty());
        return SES.mailsTo(address).getFirst();
    }

    private JsonNode awaitListed(OrderId wanted, String status) {
        var query = "?orderId=" + wanted + "&status=" + status;
        await("a mail that is " + status)
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> list(query).at("/content").size() == 1);
        return list(query).at("/content/0");
    }

    private String byRecipient(String more) {
        return "?recipient=" + address.replace("@example", "@EXAMPLE") + more;
    }

    private JsonNode list(String query) {
        return get("/api/notifications" + query);
    }

    @Test
    void what_is_no_message_is_set_apart_and_the_next_one_handled_within_a_second() {
        try (var records = new BadRecords(service, admin(customer))) {
            records.assertSetApartOnEveryTopic(
                    Map.of(
                            Topics.USER_EVENTS.name(),
                            registered("Anna", "en"),
                            Topics.ORDER_EVENTS.name(),
                            new OrderDelivered(order, 9, customer, DUE),
                            Topics.ORDER_OUTCOMES.name(),
                            new OrderStockCommitted(order, 5, customer),
                            Topics.PRODUCT_EVENTS.name(),
                            new StockDepleted(newProduct(), 1, "Barolo", DUE),
                            Topics.COUPON_EVENTS.name(),
                            new CouponQueued(
                                    new CampaignId(customer.value()), customer, 2, 1, DUE)));
        }
    }

    @Test
    void what_failed_is_handled_when_the_fault_is_mended() {
        try (var records = new BadRecords(service, admin(customer))) {
            records.assertHandledOnceMended(
                    Topics.USER_EVENTS.name(),
                    registered("Anna", "en"),
                    () ->
                            jdbc.sql(
                                            """
                                            alter table customer add constraint a_fault
                                            check (id <> '%s') not valid
                                            """
                                                    .formatted(customer))
                                    .update(),
                    () -> jdbc.sql("alter table customer drop constraint a_fault").update());
        }

        OUTCOMES.send(completed(order));
        assertThat(awaitMail().to()).isEqualTo(address);
    }

    private List<String> failingChecks() {
        return get("/audit/checks")
                .valueStream()
                .filter(check -> !check.at("/holds").asBoolean())
                .map(JsonNode::toString)
                .toList();
    }

    private JsonNode get(String path) {
        return JSON.readTree(text(path));
    }

    private String text(String path) {
        return http.get()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + admin(customer))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private RestTestClient.BodyContentSpec resend(String id, int status) {
        return http.post()
                .uri("/api/notifications/" + id + "/resend")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + admin(customer))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody();
    }

    private CustomerRegistered registered(String name, String locale) {
        return new CustomerRegistered(customer, 1, address, name, locale, Instant.now());
    }

    private OrderCompleted completed(OrderId id) {
        return new OrderCompleted(
                id,
                2,
                customer,
                List.of(new PricedLine(newProduct(), "바롤로 2019", 90_000, 2)),
                null,
                180_000,
                10_000,
                170_000,
                false,
                DUE);
    }

    private OrderCanceled canceled(
            CancelReason reason, List<Shortage> shortages, CouponProblem problem) {
        return new OrderCanceled(order, 3, customer, reason, shortages, problem, null, DUE);
    }

    private CouponAssigned assigned(
            CampaignId campaign, long version, String code, boolean fromLine) {
        var now = Instant.now();
        return new CouponAssigned(
                campaign,
                customer,
                version,
                new CouponCode(code),
                "Spring",
                fromLine,
                now.plusSeconds(3_600),
                now);
    }

    private static OrderId newOrder() {
        return new OrderId(UuidCreator.getTimeOrderedEpoch());
    }

    private static ProductId newProduct() {
        return new ProductId(UuidCreator.getTimeOrderedEpoch());
    }
}
