package com.winemall.notification.mail.ses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.winemall.notification.mail.Delivery;
import com.winemall.notification.mail.Letter;
import com.winemall.notification.mail.MailId;
import com.winemall.notification.mail.MailKind;
import com.winemall.notification.mail.TestSettings;
import com.winemall.notification.mail.ses.SesServer.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sesv2.SesV2Client;

class SesPostOfficeTest {

    private static final String ADDRESS = "jane@example.com";
    private static final Letter LETTER =
            new Letter(
                    new MailId(UUID.fromString("0190f5b2-0000-7000-8000-000000000001")),
                    MailKind.ORDER_ACCEPTED,
                    ADDRESS,
                    "주문이 접수되었습니다",
                    "안녕하세요",
                    "<p>안녕하세요</p>",
                    null);

    private final SesServer server = new SesServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_letter_arrives_as_it_was_written() {
        var delivery = postOffice(server.uri(), "10s").send(LETTER);

        assertThat(delivery).isEqualTo(new Delivery.Accepted("ses-1"));
        assertThat(server.requestsTo(ADDRESS))
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.from()).isEqualTo("WineMall <no-reply@winemall.test>");
                    assertThat(request.subject()).isEqualTo("주문이 접수되었습니다");
                    assertThat(request.text()).isEqualTo("안녕하세요");
                    assertThat(request.html()).isEqualTo("<p>안녕하세요</p>");
                    assertThat(request.authorization())
                            .contains("Credential=key/", "/ap-northeast-2/ses/aws4_request");
                    var body = request.body();
                    assertThat(body.at("/Content/Simple/Subject/Charset").asString())
                            .isEqualTo("UTF-8");
                    assertThat(body.at("/Content/Simple/Headers").toString())
                            .isEqualTo(
                                    """
                                    [{"Name":"X-WineMall-Mail-Id",\
                                    "Value":"0190f5b2-0000-7000-8000-000000000001"}]\
                                    """);
                    assertThat(body.at("/EmailTags").toString())
                            .isEqualTo(
                                    """
                                    [{"Name":"mail-id","Value":"0190f5b2-0000-7000-8000-000000000001"},\
                                    {"Name":"kind","Value":"ORDER_ACCEPTED"}]\
                                    """);
                    assertThat(body.at("/ConfigurationSetName").asString()).isEqualTo("mails");
                });
    }

    @Test
    void a_letter_that_can_be_ended_says_so_in_its_headers() {
        var letter =
                new Letter(
                        LETTER.mail(),
                        MailKind.RESTOCK,
                        ADDRESS,
                        "subject",
                        "text",
                        "html",
                        URI.create("https://shop.winemall.test/unsubscribe?token=a-b_c"));

        postOffice(server.uri(), "10s").send(letter);

        assertThat(
                        server.requestsTo(ADDRESS)
                                .getFirst()
                                .body()
                                .at("/Content/Simple/Headers")
                                .toString())
                .isEqualTo(
                        """
                        [{"Name":"X-WineMall-Mail-Id",\
                        "Value":"0190f5b2-0000-7000-8000-000000000001"},\
                        {"Name":"List-Unsubscribe",\
                        "Value":"<https://shop.winemall.test/unsubscribe?token=a-b_c>"},\
                        {"Name":"List-Unsubscribe-Post","Value":"List-Unsubscribe=One-Click"}]\
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MessageRejected",
                "AccountSuspendedException",
                "MailFromDomainNotVerifiedException",
                "BadRequestException"
            })
    void what_ses_says_about_the_mail_is_final(String type) {
        server.plan(ADDRESS, new Answer.Fail(400, type, "Address Jane@Example.com is on fire"));

        var delivery = postOffice(server.uri(), "10s").send(LETTER);

        assertThat(delivery)
                .isEqualTo(new Delivery.Refused(type + ": Address <recipient> is on fire"));
        assertThat(server.requestsTo(ADDRESS)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "429, TooManyRequestsException",
        "400, ThrottlingException",
        "400, LimitExceededException",
        "400, SendingPausedException",
        "403, ExpiredTokenException",
        "404, NotFoundException",
        "500, InternalServiceErrorException",
        "503, ServiceUnavailable"
    })
    void what_ses_says_about_anything_else_may_change(int status, String type) {
        server.plan(ADDRESS, new Answer.Fail(status, type, "Not now"));

        var delivery = postOffice(server.uri(), "10s").send(LETTER);

        assertThat(delivery).isEqualTo(new Delivery.Postponed(type + ": Not now"));
        assertThat(server.requestsTo(ADDRESS)).hasSize(1);
    }

    @Test
    void an_answer_that_is_lost_is_a_doubt_and_not_asked_for_again_behind_our_back() {
        var postOffice = postOffice(server.uri(), "10s");
        postOffice.send(LETTER);
        server.plan(ADDRESS, new Answer.Drop());

        // The second request takes the connection the first one left open, where the JDK would
        // repeat a POST whose answer does not come.
        var delivery = postOffice.send(LETTER);

        assertThat(delivery).isInstanceOf(Delivery.Doubtful.class);
        assertThat(server.requestsTo(ADDRESS)).hasSize(2);
    }

    @Test
    void an_answer_that_takes_too_long_is_not_waited_for() {
        var gate = new CountDownLatch(1);
        var postOffice = postOffice(server.uri(), "1s");
        postOffice.send(LETTER);
        server.plan(ADDRESS, new Answer.AcceptOnce(gate));
        long start = System.nanoTime();

        var delivery = postOffice.send(LETTER);
        gate.countDown();

        assertThat(delivery).isInstanceOf(Delivery.Doubtful.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void a_server_that_is_away_is_tried_later() {
        server.close();

        var delivery = postOffice(server.uri(), "10s").send(LETTER);

        assertThat(delivery).isInstanceOf(Delivery.Postponed.class);
    }

    @Test
    void a_connection_that_does_not_come_about_took_nothing() {
        // A server of plain HTTP does not answer a TLS handshake.
        var uri = URI.create(server.uri().toString().replace("http:", "https:"));

        var delivery = postOffice(uri, "1s").send(LETTER);

        assertThat(delivery).isInstanceOf(Delivery.Postponed.class);
        assertThat(server.requestsTo(ADDRESS)).isEmpty();
    }

    @Test
    void a_letter_that_never_left_took_nothing() {
        Thread.currentThread().interrupt();

        var delivery = postOffice(server.uri(), "10s").send(LETTER);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(delivery).isInstanceOf(Delivery.Postponed.class);
        assertThat(server.requestsTo(ADDRESS)).isEmpty();
    }

    @Test
    void half_of_the_credentials_is_a_mistake() {
        assertThatThrownBy(() ->
                        new SesSettings(
                                null,
                                "ap-northeast-2",
                                "key",
                                null,
                                null,
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(8)))
                .hasMessage("winemall.mail.ses.access-key and secret-key belong together");
    }

    private static SesPostOffice postOffice(URI endpoint, String sendTimeout) {
        var settings =
                new SesSettings(
                        endpoint,
                        "ap-northeast-2",
                        "key",
                        "secret",
                        "mails",
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(8));
        var mails = TestSettings.with(Map.of("send-timeout", sendTimeout));
        SesV2Client client = new SesConfiguration().ses(settings, mails);
        return new SesPostOffice(client, settings, mails);
    }
}
