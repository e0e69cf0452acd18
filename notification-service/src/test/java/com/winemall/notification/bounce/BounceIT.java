package com.winemall.notification.bounce;

import static com.winemall.notification.bounce.TestSns.bounce;
import static com.winemall.notification.bounce.TestSns.complaint;
import static com.winemall.notification.bounce.TestSns.notification;
import static com.winemall.notification.bounce.TestSns.question;
import static com.winemall.notification.bounce.TestSns.timestamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CustomerId;
import com.winemall.notification.mail.Mail;
import com.winemall.notification.mail.SomeMails;
import com.winemall.notification.mail.WriteMailsHandler;
import com.winemall.notification.mail.ses.SesServer;
import com.winemall.starter.secret.LocalMall;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What SES says of mails it had taken, who is believed to speak for it, and what comes of it.
@DirtiesContext
@ServiceTest
@ActiveProfiles(LocalMall.PROFILE)
@TestPropertySource(
        properties = {
            "winemall.mail.look-interval=50ms",
            "winemall.mail.feedback.topics=" + TestSns.TOPIC
        })
class BounceIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SesServer SES = new SesServer();
    private static final TestSns SNS = new TestSns();

    private final RestTestClient http;
    private final JdbcClient jdbc;
    private final WriteMailsHandler writing;
    private final TransactionOperations transaction;

    /// Each test has a customer of its own.
    private final CustomerId customer = SomeMails.newCustomer();

    private final String address = customer + "@example.com";
    private final String admin = TestTokens.admin(customer);

    BounceIT(
            @LocalServerPort int port,
            JdbcClient jdbc,
            WriteMailsHandler writing,
            TransactionOperations transaction) {
        this.http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.jdbc = jdbc;
        this.writing = writing;
        this.transaction = transaction;
    }

    @DynamicPropertySource
    static void amazon(DynamicPropertyRegistry properties) {
        properties.add("winemall.mail.ses.endpoint", SES::uri);
        properties.add("winemall.mail.feedback.endpoint", SNS::uri);
    }

    @AfterAll
    static void close() {
        SES.close();
        SNS.close();
    }

    // What comes of it.

    @Test
    void an_address_that_bounced_gets_no_mails_until_an_operator_lets_them_go_there_again() {
        isKnown();
        var first = write();
        await().until(() -> status(first).equals("SENT"));

        is(204, null, SNS.signed(notification(bounce("Permanent", address, first.id()))));
        var second = write();
        await().until(() -> status(second).equals("SUPPRESSED"));

        assertThat(mail(first).get("lastError").asString())
                .isEqualTo("bounced: Permanent, General");
        assertThat(mail(second).get("lastError").asString())
                .startsWith("a mail to this address bounced: Permanent, General, ");
        assertThat(mail(second).get("attempts").asInt()).isZero();
        assertThat(SES.mailsTo(address)).hasSize(1);
        var suppression = suppressions("").get(0);
        assertThat(suppression.get("cause").asString()).isEqualTo("BOUNCE");
        assertThat(suppression.get("notificationId").asString()).isEqualTo(first.id().toString());
        assertThat(failingChecks()).isEmpty();
        post("/" + second.id() + "/resend", "", 409, "ADDRESS_SUPPRESSED");
        post("/" + first.id() + "/resend", "", 409, "ADDRESS_SUPPRESSED");

        lift(suppression.get("id").asString(), "{\"reason\":\"the mailbox is back\"}", 200, null);
        post("/" + second.id() + "/resend", "", 202, null);
        await().until(() -> status(second).equals("SENT"));

        assertThat(SES.mailsTo(address)).hasSize(2);
        var lifted = suppressions("&inForce=false").get(0);
        assertThat(lifted.get("liftedReason").asString()).isEqualTo("the mailbox is back");
        assertThat(lifted.get("liftedBy").asString()).isEqualTo("Tester (" + customer + ")");
        assertThat(suppressions("&inForce=true")).isEmpty();
        assertThat(failingChecks()).isEmpty();
    }

    @Test
    void an_address_whose_reader_complained_gets_no_mails() {
        isKnown();

        is(204, null, SNS.signed(notification(complaint(address.toUpperCase(Locale.ROOT)))));
        var mail = write();
        await().until(() -> status(mail).equals("SUPPRESSED"));

        assertThat(mail(mail).get("lastError").asString())
                .startsWith("a mail to this address was complained of: abuse, ");
        assertThat(suppressions("").get(0).get("cause").asString()).isEqualTo("COMPLAINT");
        assertThat(SES.requestsTo(address)).isEmpty();
    }

    @Test
    void a_mail_that_bounced_this_time_only_suppresses_nothing_and_is_seen() {
        isKnown();
        var mail = write();
        await().until(() -> status(mail).equals("SENT"));

        is(204, null, SNS.signed(notification(bounce("Transient", address, mail.id()))));

        assertThat(suppressions("")).isEmpty();
        assertThat(mail(mail).get("lastError").asString()).isEqualTo("bounced: Transient, General");
        assertThat(mail(mail).get("status").asString()).isEqualTo("SENT");
    }

    @Test
    void what_ses_says_besides_is_heard_and_of_no_effect() {
        for (var message :
                List.of(
                        "Successfully validated SNS topic for Amazon SES event publishing.",
                        "{\"eventType\":\"Delivery\",\"delivery\":{}}",
                        "{\"eventType\":\"Bounce\"}",
                        "[]",
                        "null",
                        "{}")) {
            is(204, null, SNS.signed(notification(message)));
        }
        is(204, null, SNS.signed(notification(bounce("Permanent", address, "of another shop"))));

        assertThat(suppressions("")).hasSize(1);
    }

    // Who is believed.

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void both_of_snss_signatures_are_believed(String version) {
        var fields = notification(bounce("Permanent", address, UUID.randomUUID()));
        fields.put("SignatureVersion", version);
        fields.put("Subject", "Amazon SES Email Event Notification");

        is(204, null, SNS.signed(fields));

        assertThat(suppressions("")).hasSize(1);
    }

    @Test
    void whoever_is_not_sns_is_refused_and_nothing_comes_of_it() {
        var good = notification(bounce("Permanent", address, UUID.randomUUID()));
        var signature = SNS.signature(good);

        isRefused(401, "BAD_SIGNATURE", with(good, "Message", bounce("Permanent", "b@c.test", 1)));
        isRefused(401, "BAD_SIGNATURE", with(good, "MessageId", "another"));
        isRefused(401, "BAD_SIGNATURE", with(good, "Subject", "one more"));
        isRefused(401, "BAD_SIGNATURE", with(good, "Signature", signature.substring(0, 20)));
        isRefused(401, "BAD_SIGNATURE", with(good, "Signature", ""));
        isRefused(401, "BAD_SIGNATURE", with(good, "Signature", "no base64!"));
        isRefused(401, "BAD_SIGNATURE", with(good, "SignatureVersion", "1"));
        isRefused(401, "BAD_SIGNATURE", with(good, "SignatureVersion", "3"));
        isRefused(401, "BAD_SIGNATURE", with(good, "Type", "SubscriptionConfirmation", "x"));
        isRefused(400, "INVALID_REQUEST", with(good, "Type", "Greeting", "x"));
        isRefused(400, "INVALID_REQUEST", with(good, "Timestamp", "yesterday"));
        for (var url :
                List.of(
                        "http://sns.ap-northeast-2.amazonaws.com/SimpleNotificationService-1.pem",
                        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem",
                        "https://sns.ap-northeast-2.amazonaws.com.evil.test/x.pem",
                        "https://evil.test/SimpleNotificationService-1.pem",
                        "file:///SimpleNotificationService-1.pem",
                        "https://sns.ap-northeast-2.amazonaws.com:444/SimpleNotificationService-1.pem",
                        "https://me@sns.ap-northeast-2.amazonaws.com/SimpleNotificationService-1.pem",
                        "SimpleNotificationService-1.pem",
                        " ",
                        TestSns.SNS + "/SimpleNotificationService-of-another.pem",
                        TestSns.SNS + "/SimpleNotificationService-of-nothing.pem",
                        TestSns.SNS + "/there-is-none.pem")) {
            isRefused(401, "BAD_SIGNATURE", with(good, "SigningCertURL", url));
        }
        assertThat(suppressions("")).isEmpty();
    }

    @Test
    void other_topics_are_not_listened_to_whoever_signed() {
        var fields = notification(bounce("Permanent", address, UUID.randomUUID()));
        fields.put("TopicArn", TestSns.TOPIC + "-of-another");

        is(403, "UNKNOWN_TOPIC", SNS.signed(fields));

        assertThat(suppressions("")).isEmpty();
    }

    @Test
    void what_was_said_long_ago_or_is_to_be_said_in_an_hour_is_refused() {
        for (var moment :
                List.of(
                        Instant.now().minus(Duration.ofMinutes(121)),
                        Instant.now().plus(Duration.ofMinutes(6)))) {
            var fields = notification(bounce("Permanent", address, UUID.randomUUID()));
            fields.put("Timestamp", timestamp(moment));

            is(401, "SIGNATURE_EXPIRED", SNS.signed(fields));
        }
        assertThat(suppressions("")).isEmpty();
    }

    @Test
    void what_was_said_before_is_of_no_effect_a_second_time() {
        var words = SNS.signed(notification(bounce("Permanent", address, UUID.randomUUID())));
        is(204, null, words);
        var id = suppressions("").get(0).get("id").asString();
        lift(id, "{\"reason\":\"it is back\"}", 200, null);

        is(409, "ALREADY_RECEIVED", words);

        assertThat(suppressions("&inForce=true")).isEmpty();
        lift(id, "{\"reason\":\"once more\"}", 409, "ALREADY_LIFTED");
    }

    @Test
    void said_many_times_at_once_it_is_heard_once() throws InterruptedException {
        var words = SNS.signed(notification(bounce("Permanent", address, UUID.randomUUID())));
        var gate = new CyclicBarrier(10);
        Callable<Integer> say =
                () -> {
                    gate.await();
                    return say(words).returnResult(String.class).getStatus().value();
                };

        List<Integer> statuses;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            statuses =
                    threads.invokeAll(Collections.nCopies(10, say)).stream()
                            .map(Future::resultNow)
                            .toList();
        }

        assertThat(statuses).containsOnlyOnce(204).containsOnly(204, 409);
        assertThat(suppressions("")).hasSize(1);
    }

    @Test
    void what_is_no_message_at_all_is_refused() {
        var good = notification(bounce("Permanent", address, UUID.randomUUID()));
        for (var field : good.keySet()) {
            var lacking = new HashMap<>(good);
            lacking.remove(field);
            lacking.put("Signature", "c2lnbmF0dXJl");
            is(400, "INVALID_REQUEST", JSON.writeValueAsString(lacking));
        }
        for (var words : List.of("", "{", "[]", "null", "7", "\"words\"", "{}", "<xml/>")) {
            is(400, "INVALID_REQUEST", words);
        }
        is(
                413,
                "PAYLOAD_TOO_LARGE",
                SNS.signed(with(good, "Message", "x".repeat(2 * 1024 * 1024))));
        assertThat(suppressions("")).isEmpty();
    }

    @Test
    void while_snss_certificate_cannot_be_had_it_is_asked_to_come_again() {
        var fields = notification(bounce("Permanent", address, UUID.randomUUID()));
        fields.put("SigningCertURL", TestSns.SNS + "/SimpleNotificationService-away.pem");

        is(503, "SERVICE_UNAVAILABLE", SNS.signed(fields));

        assertThat(suppressions("")).isEmpty();
    }

    // Subscriptions.

    @Test
    void a_subscription_to_a_topic_of_ours_is_confirmed_and_its_end_is_heard() {
        is(204, null, SNS.signed(question("SubscriptionConfirmation")));
        assertThat(SNS.confirmed()).containsExactly("Token=token-1");

        is(204, null, SNS.signed(question("UnsubscribeConfirmation")));
        var others = question("SubscriptionConfirmation");
        others.put("TopicArn", TestSns.TOPIC + "-of-another");
        is(403, "UNKNOWN_TOPIC", SNS.signed(others));
        isRefused(
                401,
                "BAD_SIGNATURE",
                with(
                        question("SubscriptionConfirmation"),
                        "SubscribeURL",
                        "https://evil.test/confirm"));

        assertThat(SNS.confirmed()).hasSize(1);
    }

    // Operators.

    @Test
    void only_operators_see_suppressions_and_lift_them() {
        var token = TestTokens.customer(customer);
        var path = "/api/notifications/suppressions";

        call(HttpMethod.GET, path, token, "").expectStatus().isForbidden();
        call(HttpMethod.POST, path + "/" + UUID.randomUUID() + "/lift", token, "{}")
                .expectStatus()
                .isForbidden();
        http.get().uri(path).exchange().expectStatus().isUnauthorized();
        lift(UUID.randomUUID().toString(), "{\"reason\":\"why not\"}", 404, "NOT_FOUND");
        for (var body :
                List.of("{}", "{\"reason\":\" \"}", "{\"reason\":\"" + "x".repeat(501) + "\"}")) {
            lift(UUID.randomUUID().toString(), body, 400, "INVALID_REQUEST");
        }
    }

    // How.

    private void isKnown() {
        jdbc.sql(
                        """
                        insert into customer (id, version, email, name, locale, has_left)
                        values (:id, 1, :email, 'Jane', 'en', false)
                        """)
                .param("id", customer.value())
                .param("email", address)
                .update();
    }

    private Mail write() {
        var mail = SomeMails.mailTo(customer);
        transaction.executeWithoutResult(_ -> writing.handle(List.of(mail)));
        return mail;
    }

    private String status(Mail mail) {
        return mail(mail).get("status").asString();
    }

    private JsonNode mail(Mail mail) {
        return get("/api/notifications?orderId=" + mail.cause()).at("/content/0");
    }

    private JsonNode suppressions(String more) {
        return get("/api/notifications/suppressions?address=" + address + more).get("content");
    }

    private List<String> failingChecks() {
        return get("/audit/checks")
                .valueStream()
                .filter(check -> !check.at("/holds").asBoolean())
                .map(JsonNode::toString)
                .toList();
    }

    private JsonNode get(String path) {
        return JSON.readTree(
                call(HttpMethod.GET, path, admin, "").returnResult(String.class).getResponseBody());
    }

    private void lift(String id, String body, int status, String code) {
        post("/suppressions/" + id + "/lift", body, status, code);
    }

    private void post(String path, String body, int status, String code) {
        expect(call(HttpMethod.POST, "/api/notifications" + path, admin, body), status, code);
    }

    private RestTestClient.ResponseSpec call(
            HttpMethod method, String path, String token, String body) {
        var request = http.method(method).uri(path).header("Authorization", "Bearer " + token);
        return body.isEmpty()
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    /// As SNS does it.
    private RestTestClient.ResponseSpec say(String words) {
        return http.post()
                .uri("/api/ses/notifications")
                .header("Content-Type", "text/plain; charset=UTF-8")
                .body(words)
                .exchange();
    }

    private void is(int status, String code, String words) {
        expect(say(words), status, code);
    }

    private void isRefused(int status, String code, Map<String, String> fields) {
        is(status, code, JSON.writeValueAsString(fields));
    }

    private static void expect(RestTestClient.ResponseSpec answer, int status, String code) {
        var result = answer.returnResult(String.class);
        assertThat(result.getStatus().value()).isEqualTo(status);
        if (code != null) {
            assertThat(JSON.readTree(result.getResponseBody()).get("code").asString())
                    .isEqualTo(code);
        }
    }

    /// The same, signed before it was changed.
    private static Map<String, String> with(
            Map<String, String> fields, String name, String value, String... further) {
        var changed = new LinkedHashMap<>(fields);
        changed.put("Signature", SNS.signature(fields));
        changed.put(name, value);
        if (further.length > 0) {
            changed.put("Token", further[0]);
            changed.put("SubscribeURL", TestSns.SNS + "/confirm");
        }
        return changed;
    }
}
