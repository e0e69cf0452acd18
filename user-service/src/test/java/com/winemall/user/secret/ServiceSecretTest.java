package com.winemall.user.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.winemall.starter.secret.Secret;
import com.winemall.starter.secret.UnsafeSetting;
import com.winemall.user.secret.ServiceSecret.Purpose;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.env.MockEnvironment;

class ServiceSecretTest {

    private static final String A = "a".repeat(32);
    private static final String B = "b".repeat(32);

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "                                        ",
                "only 31 characters, one missing"
            })
    void without_a_real_secret_there_is_no_start(String value) {
        var settings = new SecretSettings(value == null ? null : new Secret(value));

        assertThatThrownBy(() -> new ServiceSecret(settings, new MockEnvironment()))
                .isInstanceOf(UnsafeSetting.class)
                .hasMessageStartingWith("winemall.keys.encryption-secret");
    }

    @Test
    void the_secret_of_the_local_mall_is_good_there_and_nowhere_else() throws IOException {
        var settings = new SecretSettings(new Secret(secretOfTheLocalMall()));
        var local = new MockEnvironment();
        local.setActiveProfiles("local");

        assertThatCode(() -> new ServiceSecret(settings, local)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new ServiceSecret(settings, new MockEnvironment()))
                .isInstanceOf(UnsafeSetting.class)
                .hasMessageContaining("local mall")
                .hasMessageNotContaining(secretOfTheLocalMall());
    }

    @Test
    void each_purpose_has_a_key_of_its_own_that_is_always_the_same() {
        var signing = TestSecrets.of(A).keyFor(Purpose.SIGNING_KEYS).getEncoded();

        assertThat(signing).hasSize(32);
        assertThat(TestSecrets.of(A).keyFor(Purpose.SIGNING_KEYS).getEncoded()).isEqualTo(signing);
        assertThat(TestSecrets.of(A).keyFor(Purpose.PASSWORD_FINGERPRINTS).getEncoded())
                .isNotEqualTo(signing);
        assertThat(TestSecrets.of(B).keyFor(Purpose.SIGNING_KEYS).getEncoded())
                .isNotEqualTo(signing);
    }

    @Test
    void a_secret_is_not_printed() {
        assertThat(new SecretSettings(new Secret(A)).toString()).doesNotContain(A);
    }

    private static String secretOfTheLocalMall() throws IOException {
        var settings =
                new YamlPropertySourceLoader()
                        .load("local", new ClassPathResource("application-local.yaml"))
                        .getFirst();
        return Objects.toString(settings.getProperty("winemall.keys.encryption-secret"));
    }
}
