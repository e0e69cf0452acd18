package com.winemall.user.member;

import static com.winemall.user.Api.PASSWORD;
import static com.winemall.user.Api.bearer;
import static com.winemall.user.Api.signUpOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.user.CustomerChanged;
import com.winemall.contracts.user.CustomerLeft;
import com.winemall.contracts.user.CustomerRegistered;
import com.winemall.contracts.user.UserEvent;
import com.winemall.test.TestClock;
import com.winemall.user.Api;
import com.winemall.user.AtOnce;
import com.winemall.user.UserEvents;
import com.winemall.user.UserServiceTest;
import com.winemall.user.WatchedEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@UserServiceTest
class ProfileIT {

    private static final String NEW_PASSWORD = "a new password altogether";

    private final Api api;
    private final JdbcClient jdbc;
    private final WatchedEncoder encoder;
    private final TestClock clock;
    private final UserEvents events;

    ProfileIT(Api api, JdbcClient jdbc, WatchedEncoder encoder, TestClock clock) {
        this.api = api;
        this.jdbc = jdbc;
        this.encoder = encoder;
        this.clock = clock;
        this.events = new UserEvents(jdbc);
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void a_member_changes_name_and_language_and_everybody_is_told_once() {
        var member = api.aMember();

        var changed =
                api.patch(
                        "/api/users/me",
                        Map.of("name", "Bora '; --", "locale", "en", "email", "x@y.kr"),
                        member.bearer());

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json()).isEqualTo(api.get("/api/users/me", member.bearer()).json());
        assertThat(changed.text("name")).isEqualTo("Bora '; --");
        assertThat(changed.text("locale")).isEqualTo("en");
        assertThat(changed.text("email")).isEqualTo(member.email());
        assertThat(eventsOf(member))
                .filteredOn(CustomerChanged.class::isInstance)
                .containsExactly(
                        new CustomerChanged(
                                idOf(member),
                                2,
                                member.email(),
                                "Bora '; --",
                                "en",
                                clock.instant()));
    }

    @Test
    void a_field_that_is_left_out_stays_and_a_change_to_the_same_is_none() {
        var member = api.aMember();

        var onlyName = api.patch("/api/users/me", Map.of("name", "Bora"), member.bearer());
        var nothing = api.patch("/api/users/me", "{}", member.bearer());
        var same =
                api.patch(
                        "/api/users/me",
                        "{\"name\":\"Bora\",\"locale\":\"ko\",\"unknown\":[1]}",
                        member.bearer());
        var nulls =
                api.patch(
                        "/api/users/me",
                        "{\"name\":null,\"locale\":null,\"password\":null}",
                        member.bearer());

        assertThat(onlyName.text("locale")).isEqualTo("ko");
        assertThat(List.of(nothing, same, nulls))
                .allSatisfy(answer -> assertThat(answer.json()).isEqualTo(onlyName.json()));
        assertThat(eventsOf(member)).extracting(UserEvent::version).containsExactly(1L, 2L);
    }

    @Test
    void changes_made_at_once_are_made_one_after_the_other() {
        var member = api.aMember();

        var answers =
                AtOnce.people(
                        8,
                        person ->
                                api.patch(
                                        "/api/users/me",
                                        Map.of("name", "Name " + person),
                                        member.bearer()));

        assertThat(answers).extracting(Api.Answer::status).containsOnly(200);
        assertThat(eventsOf(member))
                .extracting(UserEvent::version)
                .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 9).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name | {`name`:``}",
                "name | {`name`:`a\\nb`}",
                "locale | {`locale`:`de`}",
                "password | {`password`:`short`,`currentPassword`:`x`}",
                "currentPassword | {`password`:`a new password`}",
                "currentPassword | {`password`:`a new password`,`currentPassword`:``}",
                "body | []"
            })
    void what_is_wrong_with_a_change_is_said_by_field(String field, String body) {
        var member = api.aMember();

        var answer = api.patch("/api/users/me", body.replace('`', '"'), member.bearer());

        assertThat(answer.outcome()).isEqualTo("400 INVALID_REQUEST");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    }

    @Test
    void an_empty_body_changes_nothing() {
        var member = api.aMember();

        var answer = api.send("PATCH", "/api/users/me", BodyPublishers.noBody(), member.bearer());

        assertThat(answer.outcome()).isEqualTo("400 INVALID_REQUEST");
    }

    @Test
    void a_new_password_ends_every_login_and_only_it_logs_in() {
        var member = api.aMember();
        var elsewhere = api.login(member.email(), PASSWORD).text("refreshToken");

        var changed =
                api.patch(
                        "/api/users/me",
                        Map.of("password", NEW_PASSWORD, "currentPassword", PASSWORD),
                        member.bearer());

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body()).doesNotContain("password");
        assertThat(api.refresh(member.refreshToken()).outcome()).isEqualTo("401 BAD_CREDENTIALS");
        assertThat(api.refresh(elsewhere).outcome()).isEqualTo("401 BAD_CREDENTIALS");
        assertThat(api.login(member.email(), PASSWORD).outcome()).isEqualTo("401 BAD_CREDENTIALS");
        assertThat(api.login(member.email(), NEW_PASSWORD).status()).isEqualTo(200);
        assertThat(eventsOf(member)).as("nobody else's business").hasSize(1);
    }

    @Test
    void a_wrong_current_password_changes_nothing_at_all() {
        var member = api.aMember();

        var answer =
                api.patch(
                        "/api/users/me",
                        Map.of(
                                "name",
                                "Mallory",
                                "password",
                                NEW_PASSWORD,
                                "currentPassword",
                                "wrong"),
                        member.bearer());

        assertThat(answer.outcome()).isEqualTo("401 BAD_CREDENTIALS");
        assertThat(api.get("/api/users/me", member.bearer()).text("name")).isEqualTo("Anna");
        assertThat(api.refresh(member.refreshToken()).status()).isEqualTo(200);
        assertThat(api.login(member.email(), PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void guessing_at_the_current_password_locks_like_guessing_at_login() {
        var member = api.aMember();
        var guess = Map.of("password", NEW_PASSWORD, "currentPassword", "wrong");
        for (int i = 0; i < 5; i++) {
            assertThat(api.patch("/api/users/me", guess, member.bearer()).outcome())
                    .isEqualTo("401 BAD_CREDENTIALS");
        }

        var locked =
                api.patch(
                        "/api/users/me",
                        Map.of("password", NEW_PASSWORD, "currentPassword", PASSWORD),
                        member.bearer());

        assertThat(locked.outcome()).isEqualTo("429 LOGIN_LOCKED");
        assertThat(locked.header("Retry-After")).isEqualTo("900");
        assertThat(api.login(member.email(), PASSWORD).outcome()).isEqualTo("429 LOGIN_LOCKED");
        assertThat(api.patch("/api/users/me", Map.of("name", "Bora"), member.bearer()).status())
                .as("a change without a password is no guess")
                .isEqualTo(200);
    }

    @Test
    void a_password_changed_while_it_was_compared_is_compared_in_vain() {
        var member = api.aMember();
        encoder.interrupt(() ->
                assertThat(
                                api.patch(
                                                "/api/users/me",
                                                Map.of(
                                                        "password",
                                                        NEW_PASSWORD,
                                                        "currentPassword",
                                                        PASSWORD),
                                                member.bearer())
                                        .status())
                        .isEqualTo(200));

        var late =
                api.patch(
                        "/api/users/me",
                        Map.of("password", "yet another one", "currentPassword", PASSWORD),
                        member.bearer());

        assertThat(late.outcome()).isEqualTo("401 BAD_CREDENTIALS");
        assertThat(api.login(member.email(), NEW_PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void a_member_who_leaves_is_forgotten_and_everybody_is_told_once() {
        var member = api.aMember();

        var left = api.delete("/api/users/me", member.bearer());

        assertThat(left.status()).isEqualTo(204);
        assertThat(left.body()).isEmpty();
        assertThat(api.get("/api/users/me", member.bearer()).outcome())
                .isEqualTo("401 UNAUTHENTICATED");
        assertThat(api.patch("/api/users/me", Map.of("name", "B"), member.bearer()).outcome())
                .isEqualTo("401 UNAUTHENTICATED");
        assertThat(
                        api.patch(
                                        "/api/users/me",
                                        Map.of(
                                                "password",
                                                NEW_PASSWORD,
                                                "currentPassword",
                                                PASSWORD),
                                        member.bearer())
                                .outcome())
                .isEqualTo("401 UNAUTHENTICATED");
        assertThat(api.delete("/api/users/me", member.bearer()).outcome())
                .isEqualTo("401 UNAUTHENTICATED");
        assertThat(api.refresh(member.refreshToken()).outcome()).isEqualTo("401 BAD_CREDENTIALS");
        assertThat(api.login(member.email(), PASSWORD).outcome()).isEqualTo("401 BAD_CREDENTIALS");
        assertThat(eventsOf(member))
                .filteredOn(event -> !(event instanceof CustomerRegistered))
                .containsExactly(new CustomerLeft(idOf(member), 2, clock.instant()));
        assertThat(rowsOf(member)).isZero();
    }

    @Test
    void the_address_of_whoever_left_is_free_and_its_next_owner_is_somebody_else() {
        var member = api.aMember();
        api.delete("/api/users/me", member.bearer());

        var next = api.post("/api/users", signUpOf(member.email()));

        assertThat(next.status()).isEqualTo(201);
        assertThat(next.text("id")).isNotEqualTo(member.id());
        assertThat(api.get("/api/users/me", member.bearer()).outcome())
                .isEqualTo("401 UNAUTHENTICATED");
    }

    @Test
    void leaving_twice_at_once_is_leaving_once() {
        var member = api.aMember();

        var answers = AtOnce.people(6, _ -> api.delete("/api/users/me", member.bearer()));

        assertThat(answers.stream().map(Api.Answer::outcome))
                .containsOnlyOnce("204")
                .containsOnly("204", "401 UNAUTHENTICATED");
        assertThat(eventsOf(member)).filteredOn(CustomerLeft.class::isInstance).hasSize(1);
    }

    @Test
    void a_profile_is_its_owners_and_the_administrators() {
        var member = api.aMember();
        var other = api.aMember();
        var administrator = bearer(api.administratorToken());
        var path = "/api/users/" + member.id();

        assertThat(api.get(path, member.bearer()).text("email")).isEqualTo(member.email());
        assertThat(api.get(path, administrator).text("email")).isEqualTo(member.email());
        assertThat(api.get(path, other.bearer()).outcome()).isEqualTo("404 NOT_FOUND");
        assertThat(api.get("/api/users/" + UUID.randomUUID(), administrator).outcome())
                .isEqualTo("404 NOT_FOUND");
        assertThat(api.get("/api/users/nobody", member.bearer()).outcome())
                .isEqualTo("400 INVALID_REQUEST");
        assertThat(api.post("/api/users/me", "{}", member.bearer()).outcome())
                .isEqualTo("405 METHOD_NOT_ALLOWED");
    }

    @Test
    void a_version_the_next_process_reads_goes_on_where_this_one_stopped() {
        var member = api.aMember();
        api.patch("/api/users/me", Map.of("name", "Bora"), member.bearer());
        clock.advance(Duration.ofSeconds(1));

        api.delete("/api/users/me", member.bearer());

        assertThat(eventsOf(member)).extracting(UserEvent::version).containsExactly(1L, 2L, 3L);
    }

    private List<UserEvent> eventsOf(Api.Account member) {
        return events.about(member.id());
    }

    private int rowsOf(Api.Account member) {
        return jdbc.sql(
                        """
                        select (select count(*) from member where id = :id)
                             + (select count(*) from refresh_family where customer_id = :id)
                        """)
                .param("id", UUID.fromString(member.id()))
                .query(Integer.class)
                .single();
    }

    private static CustomerId idOf(Api.Account member) {
        return new CustomerId(UUID.fromString(member.id()));
    }
}
