package com.winemall.user.admin;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.winemall.starter.secret.Secret;
import com.winemall.starter.secret.UnsafeSetting;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.env.MockEnvironment;

class FirstAdministratorTest {

    private final MockEnvironment anywhere = new MockEnvironment();

    @Test
    void the_password_of_the_local_mall_is_good_there_and_nowhere_else() throws IOException {
        var settings =
                new AdminSettings("chief@example.test", new Secret(passwordOfTheLocalMall()));
        var local = new MockEnvironment();
        local.setActiveProfiles("local");

        assertThatCode(() -> start(settings, local)).doesNotThrowAnyException();
        assertThatThrownBy(() -> start(settings, anywhere))
                .isInstanceOf(UnsafeSetting.class)
                .hasMessage("winemall.admin.password is the one of the local mall");
    }

    @ParameterizedTest
    @CsvSource({
        "chief@example.test,",
        "chief@example.test, too short",
        "chief, long enough to be one",
        ", winemall-admin"
    })
    void an_account_nobody_or_everybody_could_log_in_to_is_no_start(String email, String password) {
        var settings = new AdminSettings(email, password == null ? null : new Secret(password));

        assertThatThrownBy(() -> start(settings, anywhere))
                .isInstanceOf(UnsafeSetting.class)
                .hasMessageStartingWith("winemall.admin.");
    }

    @Test
    void without_an_address_there_is_no_administrator_to_make() {
        var nobody = start(new AdminSettings(null, null), anywhere);

        assertThatCode(() -> nobody.run(null)).doesNotThrowAnyException();
    }

    private static FirstAdministrator start(AdminSettings settings, MockEnvironment environment) {
        return new FirstAdministrator(settings, environment, null, null, null, null, null);
    }

    private static String passwordOfTheLocalMall() throws IOException {
        var settings =
                new YamlPropertySourceLoader()
                        .load("local", new ClassPathResource("application-local.yaml"))
                        .getFirst();
        return Objects.toString(settings.getProperty("winemall.admin.password"));
    }
}
