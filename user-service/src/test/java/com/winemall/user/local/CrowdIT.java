package com.winemall.user.local;

import static com.winemall.user.Api.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.Topics;
import com.winemall.contracts.user.CustomerRegistered;
import com.winemall.contracts.user.UserEvent;
import com.winemall.test.TestClock;
import com.winemall.test.TestTopic;
import com.winemall.user.Api;
import com.winemall.user.UserServiceTest;
import com.winemall.user.WatchedEncoder;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@UserServiceTest
class CrowdIT {

    private final Api api;
    private final WatchedEncoder encoder;
    private final TestClock clock;

    CrowdIT(Api api, WatchedEncoder encoder, TestClock clock) {
        this.api = api;
        this.encoder = encoder;
        this.clock = clock;
    }

    @Test
    void a_crowd_is_made_with_one_hash_and_tokens_good_for_an_hour() {
        var administrator = bearer(api.administratorToken());
        try (var events = TestTopic.open(Topics.USER_EVENTS)) {

            int hashes =
                    encoder.hashesOf(() -> {
                        var crowd = api.post("/local/members", Map.of("count", 41), administrator);

                        assertThat(crowd.status()).isEqualTo(201);
                        assertThat(crowd.json()).hasSize(41);
                        var last = crowd.json().get(40);
                        assertThat(last.propertyNames())
                                .containsExactlyInAnyOrder("id", "email", "name", "accessToken");
                        assertThat(last.get("email").asString())
                                .matches("customer-41-[0-9a-f]{10}@example\\.test");
                        clock.advance(Duration.ofMinutes(60));
                        var own =
                                api.get(
                                        "/api/users/me",
                                        bearer(last.get("accessToken").asString()));
                        assertThat(own.text("id")).isEqualTo(last.get("id").asString());
                        clock.advance(Duration.ofSeconds(11));
                        assertThat(
                                        api.get(
                                                        "/api/users/me",
                                                        bearer(last.get("accessToken").asString()))
                                                .outcome())
                                .isEqualTo("401 UNAUTHENTICATED");
                    });

            var registered = events.await(41, CrowdIT::isOfCrowd);
            assertThat(hashes).isEqualTo(1);
            assertThat(
                            registered.stream()
                                    .map(CustomerRegistered.class::cast)
                                    .collect(
                                            Collectors.groupingBy(
                                                    CustomerRegistered::locale,
                                                    Collectors.counting())))
                    .isEqualTo(Map.of("ko", 21L, "en", 20L));
        }
    }

    @Test
    void two_crowds_have_nobody_in_common() {
        var administrator = bearer(api.administratorToken());

        var one = api.post("/local/members", Map.of("count", 1), administrator);
        var other = api.post("/local/members", Map.of("count", 1), administrator);

        assertThat(one.json().get(0).get("email")).isNotEqualTo(other.json().get(0).get("email"));
    }

    @Test
    void only_an_administrator_makes_one() {
        var body = Map.of("count", 1);

        assertThat(api.post("/local/members", body).outcome()).isEqualTo("401 UNAUTHENTICATED");
        assertThat(api.post("/local/members", body, api.aMember().bearer()).outcome())
                .isEqualTo("403 FORBIDDEN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"count\":0}",
                "{\"count\":10001}",
                "{\"count\":\"5\"}",
                "{\"count\":1.5}"
            })
    void a_crowd_has_one_to_ten_thousand_people(String body) {
        var answer = api.post("/local/members", body, bearer(api.administratorToken()));

        assertThat(answer.outcome()).isEqualTo("400 INVALID_REQUEST");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("count");
    }

    private static boolean isOfCrowd(UserEvent event) {
        return event instanceof CustomerRegistered registered
                && registered.email().startsWith("customer-");
    }
}
