package com.winemall.user.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.winemall.starter.secret.Secret;
import com.winemall.starter.web.CommonProblem;
import com.winemall.user.WatchedEncoder;
import com.winemall.user.secret.TestSecrets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class PasswordsTest {

    private static final int AT_ONCE_MAX = 2;

    private final PasswordSettings settings =
            new PasswordSettings(
                    DataSize.ofKilobytes(64),
                    1,
                    AT_ONCE_MAX,
                    Duration.ofMillis(20),
                    5,
                    Duration.ofMinutes(15),
                    Duration.ofHours(24),
                    Duration.ofMinutes(10),
                    100);
    private final WatchedEncoder encoder =
            new WatchedEncoder(new PasswordConfiguration().passwordEncoder(settings));
    private final Passwords passwords =
            new Passwords(encoder, settings, TestSecrets.of("s".repeat(32)));

    @AfterEach
    void close() {
        passwords.close();
    }

    @Test
    void a_password_matches_its_own_hash_only() {
        var hash = passwords.hash(new Secret("correct horse battery"));

        assertThat(hash).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
        assertThat(passwords.matches(new Secret("correct horse battery"), hash)).isTrue();
        assertThat(passwords.matches(new Secret("correct horse batterz"), hash)).isFalse();
    }

    @Test
    void every_character_of_a_long_password_counts() {
        var hash = passwords.hash(new Secret("포".repeat(127) + "도"));

        assertThat(passwords.matches(new Secret("포".repeat(127) + "도"), hash)).isTrue();
        assertThat(passwords.matches(new Secret("포".repeat(128)), hash)).isFalse();
    }

    @Test
    void it_does_not_matter_how_a_keyboard_composes_a_syllable() {
        var decomposed = Normalizer.normalize("포도주를주세요정말로", Normalizer.Form.NFD);

        var hash = passwords.hash(new Secret("포도주를주세요정말로"));

        assertThat(passwords.matches(new Secret(decomposed), hash)).isTrue();
    }

    @Test
    void nobody_costs_one_hash_as_expensive_as_a_members_and_never_matches() {
        var password = new Secret("correct horse battery");
        var hash = passwords.hash(password);

        assertThat(encoder.hashesOf(() -> passwords.matches(password, hash))).isEqualTo(1);
        assertThat(encoder.hashesOf(() -> assertThat(passwords.matchesNobody(password)).isFalse()))
                .isEqualTo(1);
        assertThat(passwords.nobodysHash().substring(0, passwords.nobodysHash().indexOf("p=1$")))
                .isEqualTo(hash.substring(0, hash.indexOf("p=1$")));
        assertThat(passwords.nobodysHash()).hasSameSizeAs(hash);
    }

    @Test
    void whoever_comes_while_all_places_are_taken_is_sent_away_after_a_short_wait() {
        var password = new Secret("correct horse battery");
        var hash = passwords.hash(password);

        // Each comparison goes on while the next one is made.
        encoder.interrupt(() -> {
            encoder.interrupt(() ->
                    assertThatThrownBy(() -> passwords.hash(password))
                            .isInstanceOfSatisfying(
                                    HashingOverloaded.class,
                                    refusal ->
                                            assertThat(refusal.problem())
                                                    .isEqualTo(CommonProblem.SERVICE_UNAVAILABLE)));
            assertThat(passwords.matches(password, hash)).isTrue();
        });
        assertThat(passwords.matches(password, hash)).isTrue();

        assertThat(passwords.matches(password, hash)).as("the places are free again").isTrue();
    }

    @Test
    void a_hash_is_made_on_a_thread_the_operating_system_interrupts() throws InterruptedException {
        var hashedOn = new AtomicReference<Thread>();
        encoder.interrupt(() -> hashedOn.set(Thread.currentThread()));

        Thread.startVirtualThread(() -> passwords.matchesNobody(new Secret("any"))).join();

        assertThat(hashedOn.get().isVirtual()).isFalse();
    }

    @Test
    void a_failing_hash_gives_its_place_back() {
        for (int i = 0; i <= AT_ONCE_MAX; i++) {
            encoder.interrupt(() -> {
                throw new IllegalArgumentException("out of luck");
            });
            assertThatThrownBy(() -> passwords.matchesNobody(new Secret("any")))
                    .hasCauseInstanceOf(IllegalArgumentException.class);
        }

        assertThat(passwords.matchesNobody(new Secret("any"))).isFalse();
    }

    @Test
    void a_fingerprint_is_the_same_for_the_same_password_under_the_same_secret() {
        var elsewhere = new Passwords(encoder, settings, TestSecrets.of("t".repeat(32)));
        var fingerprint = passwords.fingerprint(new Secret("correct horse battery"));

        assertThat(passwords.fingerprint(new Secret("correct horse battery")))
                .isEqualTo(fingerprint);
        assertThat(passwords.fingerprint(new Secret("correct horse batterz")))
                .isNotEqualTo(fingerprint);
        assertThat(elsewhere.fingerprint(new Secret("correct horse battery")))
                .isNotEqualTo(fingerprint);
    }
}
