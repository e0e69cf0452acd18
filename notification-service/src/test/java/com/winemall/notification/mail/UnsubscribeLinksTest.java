package com.winemall.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.ProductId;
import com.winemall.starter.secret.Secret;
import com.winemall.starter.secret.UnsafeSetting;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.env.MockEnvironment;

class UnsubscribeLinksTest {

    private static final String BASE =
            "https://shop.winemall.test/api/restock-subscriptions/unsubscribe?token=";
    private static final MailSettings SETTINGS =
            TestSettings.with(Map.of("shop", "https://shop.winemall.test"));

    private final CustomerId customer = new CustomerId(UUID.randomUUID());
    private final ProductId product = new ProductId(UUID.randomUUID());
    private final UnsubscribeLinks links = TestLinks.of(SETTINGS);

    @Test
    void a_link_names_the_customer_and_the_product_and_is_always_the_same() {
        var link = links.to(customer, product).toString();

        assertThat(link).startsWith(BASE).isEqualTo(links.to(customer, product).toString());
        assertThat(links.read(link.substring(BASE.length())))
                .contains(new UnsubscribeLinks.Ended(customer, product));
    }

    @Test
    void a_token_with_any_character_changed_is_none_of_ours() {
        var token = token(links);

        for (int i = 0; i < token.length(); i++) {
            for (char other : new char[] {'A', 'B', 'Q', 'g', 'w', '-', '_', '0', '='}) {
                if (token.charAt(i) != other) {
                    var forged = token.substring(0, i) + other + token.substring(i + 1);
                    assertThat(links.read(forged)).as(forged).isEmpty();
                }
            }
        }
    }

    @Test
    void another_customer_s_name_does_not_fit_the_signature() {
        var bytes = Base64.getUrlDecoder().decode(token(links));
        bytes[3] ^= 1;

        assertThat(links.read(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                .isEmpty();
    }

    @Test
    void a_token_signed_with_another_secret_is_none_of_ours() {
        var others = TestLinks.of("another secret that is long enough, too", SETTINGS);

        assertThat(links.read(token(others))).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "x", "%", "a b", "ＡＢＣ", "null", "AAAA"})
    void what_is_no_token_at_all_is_none_of_ours(String token) {
        assertThat(links.read(token)).isEmpty();
    }

    @Test
    void a_token_that_is_longer_or_shorter_is_none_of_ours() {
        var token = token(links);

        assertThat(links.read(token + "AAAA")).isEmpty();
        assertThat(links.read(token + "=")).isEmpty();
        assertThat(links.read(token + "," + token)).isEmpty();
        assertThat(links.read(token.substring(0, token.length() - 4))).isEmpty();
        assertThat(links.read("A".repeat(1_000_000))).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "                                    ",
                "only 31 characters, one missing"
            })
    void without_a_real_secret_there_is_no_start(String value) {
        var settings = new UnsubscribeSettings(value == null ? null : new Secret(value));

        assertThatThrownBy(() -> new UnsubscribeLinks(settings, SETTINGS, new MockEnvironment()))
                .isInstanceOf(UnsafeSetting.class)
                .hasMessageStartingWith("winemall.mail.unsubscribe.secret");
    }

    @Test
    void the_secret_of_the_local_mall_is_good_there_and_nowhere_else() throws IOException {
        var secret = secretOfTheLocalMall();
        var settings = new UnsubscribeSettings(new Secret(secret));
        var local = new MockEnvironment();
        local.setActiveProfiles("local");

        assertThatCode(() -> new UnsubscribeLinks(settings, SETTINGS, local))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new UnsubscribeLinks(settings, SETTINGS, new MockEnvironment()))
                .isInstanceOf(UnsafeSetting.class)
                .hasMessageContaining("local mall")
                .hasMessageNotContaining(secret);
        assertThat(settings.toString()).doesNotContain(secret);
    }

    private String token(UnsubscribeLinks signer) {
        return signer.to(customer, product).toString().substring(BASE.length());
    }

    private static String secretOfTheLocalMall() throws IOException {
        var settings =
                new YamlPropertySourceLoader()
                        .load("local", new ClassPathResource("application-local.yaml"))
                        .getFirst();
        return Objects.toString(settings.getProperty("winemall.mail.unsubscribe.secret"));
    }
}
