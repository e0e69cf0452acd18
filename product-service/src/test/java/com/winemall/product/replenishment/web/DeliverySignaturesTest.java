package com.winemall.product.replenishment.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.winemall.starter.secret.Secret;
import com.winemall.starter.secret.UnsafeSetting;
import com.winemall.test.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.env.MockEnvironment;

/// The example is the one of the Standard Webhooks specification.
class DeliverySignaturesTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIME = "1614265330";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private final TestClock clock = new TestClock(Instant.ofEpochSecond(1_614_265_330));

    @Test
    void what_is_signed_as_agreed_is_genuine() {
        assertThat(signatures().areGenuine(ID, TIME, SIGNATURE, BODY)).isTrue();
    }

    @Test
    void one_of_several_signatures_is_enough() {
        var both = "v1,bm9uZSBvZiBvdXJz v1a,bm90IG91ciBraW5k " + SIGNATURE;

        assertThat(signatures().areGenuine(ID, TIME, both, BODY)).isTrue();
    }

    @Test
    void whatever_is_changed_it_is_no_longer_genuine() {
        var other = "{\"test\": 2432232315}".getBytes(UTF_8);

        assertThat(signatures().areGenuine(ID, TIME, SIGNATURE, other)).isFalse();
        assertThat(signatures().areGenuine(ID + "x", TIME, SIGNATURE, BODY)).isFalse();
        assertThat(signatures().areGenuine(ID, "1614265331", SIGNATURE, BODY)).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "v1,",
                "v1",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1O",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE",
                "v1,\uD800"
            })
    void anything_else_is_no_signature(@Nullable String signature) {
        assertThat(signatures().areGenuine(ID, TIME, signature, BODY)).isFalse();
    }

    @Test
    void without_an_id_or_a_time_nothing_is_genuine() {
        assertThat(signatures().areGenuine(null, TIME, SIGNATURE, BODY)).isFalse();
        assertThat(signatures().areGenuine(ID, null, SIGNATURE, BODY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "-1",
                "1614265330.5",
                "99999999999999999",
                "9223372036854775807",
                "9223372036854775808"
            })
    void a_time_that_is_none_is_refused(String time) {
        assertThat(signatures().areGenuine(ID, time, SIGNATURE, BODY)).isFalse();
    }

    @Test
    void a_signature_is_good_for_five_minutes_and_not_from_the_future() {
        clock.advance(Duration.ofMinutes(5));
        assertThat(signatures().areGenuine(ID, TIME, SIGNATURE, BODY)).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(signatures().areGenuine(ID, TIME, SIGNATURE, BODY)).isFalse();

        clock.advance(Duration.ofMinutes(-10).minusSeconds(1));
        assertThat(signatures().areGenuine(ID, TIME, SIGNATURE, BODY)).isTrue();
        clock.advance(Duration.ofSeconds(-1));
        assertThat(signatures().areGenuine(ID, TIME, SIGNATURE, BODY)).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {" ", "whsec_dG9vIHNob3J0", "whsec_this is no base64 but it is long enough!"})
    void without_a_secret_worth_the_name_the_service_does_not_start(@Nullable String secret) {
        assertThatThrownBy(() -> signatures(secret, new MockEnvironment()))
                .isInstanceOf(UnsafeSetting.class)
                .hasMessageStartingWith("winemall.replenishment.deliveries.secret");
    }

    @Test
    void the_secret_of_the_local_mall_is_good_for_the_local_mall_only() {
        var local = new MockEnvironment();
        local.setActiveProfiles("local");

        assertThatCode(() -> signatures(localSecret(), local)).doesNotThrowAnyException();
        assertThatThrownBy(() -> signatures(localSecret(), new MockEnvironment()))
                .isInstanceOf(UnsafeSetting.class)
                .hasMessageContaining("local mall");
    }

    private DeliverySignatures signatures() {
        return signatures(SECRET, new MockEnvironment());
    }

    private DeliverySignatures signatures(@Nullable String secret, MockEnvironment environment) {
        return new DeliverySignatures(
                new DeliverySettings(
                        secret == null ? null : new Secret(secret), Duration.ofMinutes(5)),
                environment,
                clock);
    }

    private static String localSecret() {
        var yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application-local.yaml"));
        var settings = Objects.requireNonNull(yaml.getObject());
        return Objects.toString(settings.getProperty("winemall.replenishment.deliveries.secret"));
    }
}
