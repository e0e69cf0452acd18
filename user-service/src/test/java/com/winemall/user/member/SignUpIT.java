package com.winemall.user.member;

import static com.winemall.user.Api.PASSWORD;
import static com.winemall.user.Api.anAddress;
import static com.winemall.user.Api.bearer;
import static com.winemall.user.Api.signUpOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.user.CustomerRegistered;
import com.winemall.test.TestClock;
import com.winemall.test.TestTopic;
import com.winemall.user.Api;
import com.winemall.user.AtOnce;
import com.winemall.user.UserEvents;
import com.winemall.user.UserServiceTest;
import com.winemall.user.WatchedEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@UserServiceTest
class SignUpIT {

    private final Api api;
    private final JdbcClient jdbc;
    private final WatchedEncoder encoder;
    private final TestClock clock;
    private final RegisterMembersHandler registerMembers;
    private final TransactionOperations transaction;
    private final UserEvents events;

    SignUpIT(
            Api api,
            JdbcClient jdbc,
            WatchedEncoder encoder,
            TestClock clock,
            RegisterMembersHandler registerMembers,
            TransactionOperations transaction) {
        this.api = api;
        this.jdbc = jdbc;
        this.encoder = encoder;
        this.clock = clock;
        this.registerMembers = registerMembers;
        this.transaction = transaction;
        this.events = new UserEvents(jdbc);
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void somebody_joins_can_log_in_and_everybody_is_told_once() {
        var email = anAddress();

        var joined =
                api.post(
                        "/api/users",
                        Map.of(
                                "email",
                                email,
                                "password",
                                PASSWORD,
                                "name",
                                "Anna",
                                "locale",
                                "en",
                                "grade",
                                "VIP",
                                "administrator",
                                true));

        assertThat(joined.status()).isEqualTo(201);
        var id = joined.text("id");
        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        assertThat(joined.header("Location")).isEqualTo("/api/users/" + id);
        assertThat(joined.json())
                .isEqualTo(
                        api.get(
                                        joined.header("Location"),
                                        bearer(api.login(email, PASSWORD).text("accessToken")))
                                .json());
        assertThat(joined.json().propertyNames())
                .containsExactlyInAnyOrder("id", "email", "name", "grade", "locale", "createdAt");
        assertThat(joined.text("email")).isEqualTo(email);
        assertThat(joined.text("name")).isEqualTo("Anna");
        assertThat(joined.text("grade")).isEqualTo("STANDARD");
        assertThat(joined.text("locale")).isEqualTo("en");
        assertThat(joined.text("createdAt")).isEqualTo(clock.instant().toString());
        assertThat(events.about(id))
                .containsExactly(
                        new CustomerRegistered(
                                new CustomerId(UUID.fromString(id)),
                                1,
                                email,
                                "Anna",
                                "en",
                                clock.instant()));
        var record = events.records().stream().filter(sent -> sent.key().equals(id)).findFirst();
        assertThat(TestTopic.header(record.orElseThrow(), "ce_id")).isEqualTo(id + "/1");
    }

    @Test
    void korean_is_the_language_of_whoever_does_not_say() {
        var without = api.post("/api/users", signUpOf(anAddress()));
        var body = new HashMap<>(signUpOf(anAddress()));
        body.put("locale", null);
        var withNull = api.post("/api/users", body);

        assertThat(without.text("locale")).isEqualTo("ko");
        assertThat(withNull.text("locale")).isEqualTo("ko");
    }

    @Test
    void an_address_is_taken_however_it_is_written_and_not_worth_a_hash() {
        var email = anAddress();
        api.post("/api/users", signUpOf(email));

        int hashes =
                encoder.hashesOf(() -> {
                    var upper = api.post("/api/users", signUpOf(email.toUpperCase(Locale.ROOT)));
                    var lower = api.post("/api/users", signUpOf(email.toLowerCase(Locale.ROOT)));

                    assertThat(upper.outcome()).isEqualTo("409 EMAIL_TAKEN");
                    assertThat(lower.outcome()).isEqualTo("409 EMAIL_TAKEN");
                });

        assertThat(hashes).isZero();
    }

    @Test
    void of_many_who_want_one_address_at_once_one_gets_it() {
        var email = anAddress();

        var answers =
                AtOnce.people(
                        16,
                        person ->
                                api.post(
                                        "/api/users",
                                        signUpOf(
                                                person % 2 == 0
                                                        ? email
                                                        : email.toLowerCase(Locale.ROOT))));

        assertThat(answers.stream().map(Api.Answer::outcome))
                .containsOnlyOnce("201")
                .containsOnly("201", "409 EMAIL_TAKEN");
        var winner =
                answers.stream().filter(answer -> answer.status() == 201).findFirst().orElseThrow();
        assertThat(events.about(winner.text("id"))).hasSize(1);
    }

    @Test
    void a_member_and_the_news_of_them_are_committed_together_or_not_at_all() {
        var member =
                new NewMember(
                        new CustomerId(UUID.randomUUID()),
                        new EmailAddress(anAddress()),
                        "Anna",
                        "hash",
                        Language.ENGLISH,
                        false,
                        clock.instant());

        transaction.executeWithoutResult(status -> {
            assertThat(registerMembers.handle(List.of(member))).containsExactly(member.id());
            assertThat(events.waiting(member.id().toString())).isEqualTo(1);
            status.setRollbackOnly();
        });

        assertThat(events.waiting(member.id().toString())).isZero();
        assertThat(
                        jdbc.sql("select count(*) from member where id = :id")
                                .param("id", member.id().value())
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Robert'); drop table member; --",
                "<script>alert(\"1\")</script>",
                "{a,\"b\",NULL,\\\\}",
                "  김포도 🍷👩‍👩‍👧  ",
                "${jndi:ldap://x} #{1+1} %s {0}"
            })
    void a_name_is_kept_to_the_letter(String name) {
        var email = anAddress();

        var joined =
                api.post("/api/users", Map.of("email", email, "password", PASSWORD, "name", name));

        var token = api.login(email, PASSWORD).text("accessToken");
        var own = api.get("/api/users/me", bearer(token));
        assertThat(joined.text("name")).isEqualTo(name);
        assertThat(own.text("name")).isEqualTo(name);
        assertThat(own.header("Content-Type")).isEqualTo("application/json");
        assertThat(events.about(joined.text("id")))
                .singleElement()
                .isInstanceOfSatisfying(
                        CustomerRegistered.class,
                        event -> assertThat(event.name()).isEqualTo(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "email | {`password`:`long enough`,`name`:`A`}",
                "email | {`email`:null,`password`:`long enough`,`name`:`A`}",
                "email | {`email`:`anna`,`password`:`long enough`,`name`:`A`}",
                "email | {`email`:`a@b.kr\\u0000`,`password`:`long enough`,`name`:`A`}",
                "email | {`email`:[`a@b.kr`],`password`:`long enough`,`name`:`A`}",
                "password | {`email`:`a@b.kr`,`name`:`A`}",
                "password | {`email`:`a@b.kr`,`password`:`nine char`,`name`:`A`}",
                "password | {`email`:`a@b.kr`,`password`:1234567890,`name`:`A`}",
                "password | {`email`:`a@b.kr`,`password`:{`value`:`long enough`},`name`:`A`}",
                "name | {`email`:`a@b.kr`,`password`:`long enough`}",
                "name | {`email`:`a@b.kr`,`password`:`long enough`,`name`:`  `}",
                "name | {`email`:`a@b.kr`,`password`:`long enough`,`name`:`a\\u0000b`}",
                "name | {`email`:`a@b.kr`,`password`:`long enough`,`name`:`a\\ud800b`}",
                "name | {`email`:`a@b.kr`,`password`:`long enough`,`name`:7}",
                "locale | {`email`:`a@b.kr`,`password`:`long enough`,`name`:`A`,`locale`:`fr`}",
                "locale | {`email`:`a@b.kr`,`password`:`long enough`,`name`:`A`,`locale`:`KOREAN`}",
                "locale | {`email`:`a@b.kr`,`password`:`long enough`,`name`:`A`,`locale`:0}",
                "body | {`email`:`a@b.kr`",
                "body | not JSON at all",
                "body | {} {}"
            })
    void what_is_wrong_with_a_request_is_said_by_field(String field, String body) {
        var answer = api.post("/api/users", body.replace('`', '"'));

        assertThat(answer.outcome()).isEqualTo("400 INVALID_REQUEST");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(answer.body()).doesNotContain("long enough", "nine char", "1234567890");
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        var answer =
                api.post("/api/users", Map.of("email", "anna", "password", "short", "name", ""));

        assertThat(answer.json().get("errors"))
                .extracting(error -> error.get("field").asString())
                .containsExactlyInAnyOrder("email", "password", "name");
    }

    @Test
    void bodies_that_are_empty_huge_or_of_another_kind_are_refused() {
        var none = api.send("POST", "/api/users", BodyPublishers.noBody());
        var huge =
                api.post(
                        "/api/users",
                        Map.of(
                                "email",
                                anAddress(),
                                "password",
                                PASSWORD,
                                "name",
                                "x".repeat(1_000_000)));
        var large =
                api.post(
                        "/api/users",
                        Map.of(
                                "email",
                                "a.".repeat(50_000) + anAddress(),
                                "password",
                                "p".repeat(50_000),
                                "name",
                                "x".repeat(50_000)));
        var form =
                api.post(
                        "/api/users",
                        "email=a@b.kr",
                        "Content-Type",
                        "application/x-www-form-urlencoded");

        assertThat(none.outcome()).isEqualTo("400 INVALID_REQUEST");
        assertThat(huge.outcome()).isEqualTo("413 PAYLOAD_TOO_LARGE");
        assertThat(large.outcome()).isEqualTo("400 INVALID_REQUEST");
        assertThat(form.outcome()).isEqualTo("415 UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void a_repeated_request_gets_the_stored_answer_and_creates_nothing() {
        var body = signUpOf(anAddress());
        var key = UUID.randomUUID().toString();

        var first = api.post("/api/users", body, "Idempotency-Key", key);
        var second = api.post("/api/users", body, "Idempotency-Key", key);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(events.about(first.text("id"))).hasSize(1);
    }

    @Test
    void a_key_is_good_for_one_body_even_if_only_the_password_differs() {
        var body = new HashMap<>(signUpOf(anAddress()));
        var key = UUID.randomUUID().toString();
        api.post("/api/users", body, "Idempotency-Key", key);

        body.put("password", "another password");
        var other = api.post("/api/users", body, "Idempotency-Key", key);
        var tooLong = api.post("/api/users", body, "Idempotency-Key", "k".repeat(256));

        assertThat(other.outcome()).isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
        assertThat(tooLong.outcome()).isEqualTo("400 INVALID_REQUEST");
    }

    @Test
    void the_same_request_sent_many_times_at_once_creates_one_member() {
        var body = signUpOf(anAddress());
        var key = UUID.randomUUID().toString();

        var answers = AtOnce.people(8, _ -> api.post("/api/users", body, "Idempotency-Key", key));

        assertThat(answers.stream().map(Api.Answer::outcome))
                .contains("201")
                .containsOnly("201", "409 REQUEST_IN_PROGRESS");
        assertThat(
                        answers.stream()
                                .filter(answer -> answer.status() == 201)
                                .map(answer -> answer.text("id"))
                                .distinct())
                .hasSize(1);
    }

    @Test
    void nothing_that_is_stored_or_sent_has_the_password_in_it() {
        var password = "secret-" + UUID.randomUUID();
        var email = anAddress();

        api.post(
                "/api/users",
                Map.of("email", email, "password", password, "name", "Anna"),
                "Idempotency-Key",
                UUID.randomUUID().toString());

        var rows =
                jdbc.sql(
                                """
                                select row_to_json(m)::text from member m
                                union all select row_to_json(k)::text from idempotency_key k
                                """)
                        .query(String.class)
                        .list();
        assertThat(rows).noneMatch(row -> row.contains(password));
        assertThat(
                        jdbc.sql("select password_hash from member where email = :email")
                                .param("email", email)
                                .query(String.class)
                                .single())
                .startsWith("$argon2id$");
    }

    @Test
    void only_joining_is_open_to_all() {
        assertThat(api.get("/api/users").outcome()).isEqualTo("401 UNAUTHENTICATED");
        assertThat(api.get("/api/users/me").outcome()).isEqualTo("401 UNAUTHENTICATED");
        assertThat(api.get("/api/users/" + UUID.randomUUID()).outcome())
                .isEqualTo("401 UNAUTHENTICATED");
    }

    @Test
    void an_old_access_token_sent_along_does_not_stand_in_the_way() {
        var answer = api.post("/api/users", signUpOf(anAddress()), bearer("worn.out.token"));

        assertThat(answer.status()).isEqualTo(201);
    }
}
