package com.winemall.local.outside;

import static com.winemall.local.outside.TestWorld.OUTBOUND;
import static com.winemall.local.outside.TestWorld.email;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class MailboxTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private Path data;
    private TestWorld world;

    @BeforeEach
    void start() {
        world = TestWorld.over(data);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void a_mail_that_is_sent_can_be_read() {
        var email = email("kim@example.com", "주문이 접수되었습니다", "안녕하세요", "<p>안녕하세요 🍷</p>");
        email.putArray("EmailTags").addObject().put("Name", "kind").put("Value", "ORDER_ACCEPTED");
        email.at("/Content/Simple")
                .asObject()
                .putArray("Headers")
                .addObject()
                .put("Name", "X-WineMall-Mail-Id")
                .put("Value", "42");
        email.putObject("ListManagementOptions").put("ContactListName", "customers");

        var answer = world.mailbox("POST", OUTBOUND, email.toString());

        assertThat(answer.status()).isEqualTo(200);
        var id = answer.body().path("MessageId").asString();
        var mail = world.mails("").get(0);
        assertThat(mail.path("id").asString()).isEqualTo(id);
        assertThat(mail.path("from").asString()).isEqualTo("no-reply@winemall.local");
        assertThat(mail.path("to").asString()).isEqualTo("kim@example.com");
        assertThat(mail.path("subject").asString()).isEqualTo("주문이 접수되었습니다");
        assertThat(mail.path("text").asString()).isEqualTo("안녕하세요");
        assertThat(mail.path("html").asString()).isEqualTo("<p>안녕하세요 🍷</p>");
        assertThat(mail.at("/headers/X-WineMall-Mail-Id").asString()).isEqualTo("42");
        assertThat(mail.at("/tags/kind").asString()).isEqualTo("ORDER_ACCEPTED");
        assertThat(Instant.parse(mail.path("at").asString()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(world.mailbox("GET", "/api/messages/" + id).body()).isEqualTo(mail);
    }

    @Test
    void the_newest_mail_comes_first() {
        world.send("kim@example.com", "one", "-");
        world.send("kim@example.com", "two", "-");
        world.send("kim@example.com", "three", "-");

        var all = world.mails("");
        var second = world.mailbox("GET", "/api/messages?offset=1&limit=1");

        assertThat(all.valueStream().map(mail -> mail.path("subject").asString()))
                .containsExactly("three", "two", "one");
        assertThat(second.body()).hasSize(1);
        assertThat(second.body().at("/0/subject").asString()).isEqualTo("two");
        assertThat(second.header("X-Total-Count")).isEqualTo("3");
    }

    @Test
    void mails_are_found_by_address_and_subject() {
        world.send("Kim@Example.com", "Your order is paid", "-");
        world.send("kim@example.com", "Your order is shipped", "-");
        world.send("hakim@example.com", "Your order is paid", "-");
        world.send("kim+wine@example.com", "A coupon", "-");

        assertThat(world.mails("?to=KIM@example.com")).hasSize(2);
        assertThat(world.mails("?to=kim@example.com&subject=PAID")).hasSize(1);
        assertThat(world.mails("?subject=order%20is")).hasSize(3);
        assertThat(world.mails("?subject=order+is")).hasSize(3);
        assertThat(world.mails("?to=kim+wine@example.com")).hasSize(1);
        assertThat(world.mails("?to=kim%2Bwine@example.com")).hasSize(1);
        assertThat(world.mails("?to=example.com")).isEmpty();
        assertThat(world.mails("?to=&subject=")).hasSize(4);
    }

    @Test
    void a_mail_to_several_is_found_by_each_of_them() {
        var email = email("Kim <kim@example.com>", "Stock is low", "-", null);
        email.at("/Destination").asObject().putArray("CcAddresses").add("lee@example.com");

        world.mailbox("POST", OUTBOUND, email.toString());

        assertThat(world.mails("?to=kim@example.com")).hasSize(1);
        assertThat(world.mails("?to=lee@example.com")).hasSize(1);
        assertThat(world.mails("").at("/0/to").asString())
                .isEqualTo("kim@example.com, lee@example.com");
    }

    @Test
    void a_raw_mail_is_taken_apart() {
        var mime =
                """
                From: WineMall <no-reply@winemall.local>
                To: kim@example.com
                Subject: =?UTF-8?B?7JmA7J24?= and more
                MIME-Version: 1.0
                Content-Type: multipart/alternative; boundary="xyz"

                --xyz
                Content-Type: text/plain; charset=UTF-8
                Content-Transfer-Encoding: quoted-printable

                caf=C3=A9
                --xyz
                Content-Type: text/html; charset=UTF-8

                <b>café</b>
                --xyz--
                """;
        var encoded = Base64.getEncoder().encodeToString(mime.getBytes(UTF_8));

        var answer =
                world.mailbox(
                        "POST", OUTBOUND, "{\"Content\":{\"Raw\":{\"Data\":\"" + encoded + "\"}}}");

        assertThat(answer.status()).isEqualTo(200);
        var mail = world.mails("?to=kim@example.com").get(0);
        assertThat(mail.path("subject").asString()).isEqualTo("와인 and more");
        assertThat(mail.path("text").asString()).isEqualTo("café");
        assertThat(mail.path("html").asString()).isEqualTo("<b>café</b>");
        assertThat(mail.path("from").asString()).isEqualTo("no-reply@winemall.local");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "\"mail\"",
                "{}",
                "{\"FromEmailAddress\":\"a@b\",\"Content\":{}}",
                "{\"FromEmailAddress\":\"a@b\",\"Destination\":{\"ToAddresses\":[\"c@d\"]},"
                        + "\"Content\":{\"Template\":{\"TemplateName\":\"x\"}}}",
                "{\"FromEmailAddress\":\"a@b\",\"Destination\":{\"ToAddresses\":[\"c@d\"]},"
                        + "\"Content\":{\"Raw\":{\"Data\":\"%%%\"}}}",
                "{\"FromEmailAddress\":\"a@b\",\"Destination\":{\"ToAddresses\":[\"c@d\"]},"
                        + "\"Content\":{\"Simple\":{\"Subject\":{\"Data\":\"s\"}}}}",
                "{\"FromEmailAddress\":\"a@b\",\"Destination\":{\"ToAddresses\":[]},"
                        + "\"Content\":{\"Simple\":{\"Subject\":{\"Data\":\"s\"},"
                        + "\"Body\":{\"Text\":{\"Data\":\"t\"}}}}}",
                "{\"FromEmailAddress\":\"a@b\",\"Destination\":{\"ToAddresses\":[null]},"
                        + "\"Content\":{\"Simple\":{\"Subject\":{\"Data\":\"s\"},"
                        + "\"Body\":{\"Text\":{\"Data\":\"t\"}}}}}",
                "{\"FromEmailAddress\":\"a@b\",\"Destination\":{\"ToAddresses\":[\"nobody\"]},"
                        + "\"Content\":{\"Simple\":{\"Subject\":{\"Data\":\"s\"},"
                        + "\"Body\":{\"Text\":{\"Data\":\"t\"}}}}}",
                "{\"Destination\":{\"ToAddresses\":[\"c@d\"]},"
                        + "\"Content\":{\"Simple\":{\"Subject\":{\"Data\":\"s\"},"
                        + "\"Body\":{\"Text\":{\"Data\":\"t\"}}}}}",
            })
    void what_is_no_mail_is_refused_as_ses_refuses_it(String body) {
        var answer = world.mailbox("POST", OUTBOUND, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("x-amzn-ErrorType")).isEqualTo("BadRequestException");
        assertThat(answer.body().path("message").asString()).isNotBlank();
        assertThat(world.mails("")).isEmpty();
    }

    @Test
    void a_body_nobody_could_mean_is_refused() {
        var answer = world.send("kim@example.com", "big", "x".repeat(Request.BODY_BYTES_MAX));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void a_hostile_mail_is_only_words() {
        var subject = "</script><script>alert(1)</script>\r\nX-Evil: 1 \u0000 \u2028 \"'";
        var html = "<img src=x onerror=alert(1)><script>alert(document.cookie)</script>";
        world.mailbox("POST", OUTBOUND, email("kim@example.com", subject, null, html).toString());

        var answer = world.mailbox("GET", "/api/messages");

        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.body()).hasSize(1);
        assertThat(answer.body().at("/0/subject").asString()).isEqualTo(subject);
        assertThat(answer.body().at("/0/html").asString()).isEqualTo(html);
    }

    @Test
    void half_a_character_does_not_stop_the_others() {
        var whole = email("kim@example.com", "HALF", "-", null).toString();

        var answer = world.mailbox("POST", OUTBOUND, whole.replace("HALF", "a\\ud800b"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(world.mails("").at("/0/subject").asString()).isEqualTo("a?b");
    }

    @Test
    void the_page_can_run_nothing_but_its_own_script() {
        var page = world.mailbox("GET", "/");
        var script = world.mailbox("GET", "/mailbox.js");
        var style = world.mailbox("GET", "/mailbox.css");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
        var frame = page.http().body().replaceAll("(?s).*(<iframe[^>]*>).*", "$1");
        assertThat(frame).contains("sandbox=").doesNotContain("allow-scripts", "allow-same-origin");
        assertThat(page.http().body()).doesNotContain("http://", "https://", "<script>");
        assertThat(script.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(script.http().body()).doesNotContain("innerHTML", "insertAdjacentHTML");
        assertThat(style.header("Content-Type")).isEqualTo("text/css; charset=utf-8");
    }

    @Test
    void a_mail_to_the_simulator_bounces_and_sns_signs_that_it_did() throws Exception {
        var email = email("bounce+anna@simulator.amazonses.com", "Hello", "text", null);
        email.putArray("EmailTags").addObject().put("Name", "mail-id").put("Value", "m-1");
        world.mailbox("POST", OUTBOUND, email.toString());

        var message = world.feedback();

        var said = JSON.readTree(message.get("Message").asString());
        assertThat(said.get("eventType").asString()).isEqualTo("Bounce");
        assertThat(said.at("/bounce/bounceType").asString()).isEqualTo("Permanent");
        assertThat(said.at("/bounce/bouncedRecipients/0/emailAddress").asString())
                .isEqualTo("bounce+anna@simulator.amazonses.com");
        assertThat(said.at("/mail/tags/mail-id/0").asString()).isEqualTo("m-1");
        var certificate =
                world.mailbox("GET", URI.create(message.get("SigningCertURL").asString()).getPath())
                        .http()
                        .body();
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(certificate.getBytes(US_ASCII))));
        for (var name : List.of("Message", "MessageId", "Timestamp", "TopicArn", "Type")) {
            signature.update((name + "\n" + message.get(name).asString() + "\n").getBytes(UTF_8));
        }
        assertThat(
                        signature.verify(
                                Base64.getDecoder().decode(message.get("Signature").asString())))
                .isTrue();
    }

    @Test
    void a_reader_of_the_simulator_complains_and_others_are_silent() throws Exception {
        world.send("kim@example.com", "Hello", "text");
        world.send("bounce@example.com", "Hello", "text");
        world.send("complaint@simulator.amazonses.com", "Hello", "text");

        var said = JSON.readTree(world.feedback().get("Message").asString());

        assertThat(said.get("eventType").asString()).isEqualTo("Complaint");
        assertThat(said.at("/complaint/complainedRecipients/0/emailAddress").asString())
                .isEqualTo("complaint@simulator.amazonses.com");
    }

    @Test
    void an_emptied_mailbox_is_empty_and_stays_so() {
        world.send("kim@example.com", "old", "-");

        assertThat(world.mailbox("DELETE", "/api/messages").status()).isEqualTo(204);

        assertThat(world.mails("")).isEmpty();
        world.send("kim@example.com", "new", "-");
        restart();
        assertThat(world.mails("").valueStream().map(mail -> mail.path("subject").asString()))
                .containsExactly("new");
    }

    @Test
    void mails_survive_a_restart_and_half_a_line_does_no_harm() throws Exception {
        world.send("kim@example.com", "one", "-");
        world.send("kim@example.com", "two", "-");
        var before = world.mails("");
        world.close();
        var file = data.resolve("mailbox").resolve("mails.jsonl");
        Files.writeString(file, "{\"id\":\"0198c0de-7e57", StandardOpenOption.APPEND);

        world = TestWorld.over(data);

        assertThat(world.mails("")).isEqualTo(before);
        world.send("kim@example.com", "three", "-");
        restart();
        assertThat(world.mails("").valueStream().map(mail -> mail.path("subject").asString()))
                .containsExactly("three", "two", "one");
    }

    @Test
    void a_crowd_of_mails_is_no_trouble() throws Exception {
        int mails = 2000;
        var text = "Your order was accepted. ".repeat(80);
        long start = System.nanoTime();

        try (var senders = Executors.newFixedThreadPool(8)) {
            var answers =
                    senders.invokeAll(
                            IntStream.range(0, mails)
                                    .<Callable<Integer>>mapToObj(i ->
                                            () ->
                                                    world.send(i + "@example.com", "mail", text)
                                                            .status())
                                    .toList());
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(world.mails("")).hasSize(mails);
        assertThat(world.mails("?to=1999@example.com").at("/0/text").asString()).isEqualTo(text);
    }

    @Test
    void what_is_not_served_is_a_problem() {
        assertThat(world.mailbox("GET", "/health").status()).isEqualTo(200);
        assertThat(world.mailbox("GET", "/nothing").code()).isEqualTo("NOT_FOUND");
        assertThat(world.mailbox("GET", "/api/messages/42").code()).isEqualTo("NOT_FOUND");
        assertThat(
                        world.mailbox("GET", "/api/messages/0198c0de-7e57-7000-8000-000000000000")
                                .code())
                .isEqualTo("NOT_FOUND");
        var wrongMethod = world.mailbox("POST", "/api/messages", "{}");
        assertThat(wrongMethod.code()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(wrongMethod.header("Allow")).isEqualTo("DELETE, GET");
        assertThat(world.mailbox("GET", "/api/messages?limit=0").code())
                .isEqualTo("INVALID_REQUEST");
        assertThat(world.mailbox("GET", "/api/messages?limit=many").code())
                .isEqualTo("INVALID_REQUEST");
        assertThat(world.mailbox("GET", "/api/messages?offset=-1").code())
                .isEqualTo("INVALID_REQUEST");
    }

    private void restart() {
        world.close();
        world = TestWorld.over(data);
    }
}
