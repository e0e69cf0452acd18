package com.winemall.user.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.winemall.starter.secret.UnsafeSetting;
import com.winemall.user.secret.ServiceSecret.Purpose;
import com.winemall.user.secret.TestSecrets;
import org.junit.jupiter.api.Test;

class KeyCipherTest {

    private static final byte[] PLAIN = "a private key".getBytes(UTF_8);

    private final KeyCipher cipher = cipherUnder("a".repeat(32));

    @Test
    void what_was_encrypted_comes_back_and_never_looks_the_same_twice() {
        var once = cipher.encrypt("kid", PLAIN);
        var again = cipher.encrypt("kid", PLAIN);

        assertThat(once).isNotEqualTo(again);
        assertThat(new String(once, UTF_8)).doesNotContain("private");
        assertThat(cipher.decrypt("kid", once)).isEqualTo(PLAIN);
        assertThat(cipher.decrypt("kid", again)).isEqualTo(PLAIN);
    }

    @Test
    void another_secret_another_kid_or_a_changed_byte_gives_nothing() {
        var encrypted = cipher.encrypt("kid", PLAIN);

        assertThatThrownBy(() -> cipherUnder("b".repeat(32)).decrypt("kid", encrypted))
                .isInstanceOf(UnsafeSetting.class)
                .hasMessageContaining("winemall.keys.encryption-secret");
        assertThatThrownBy(() -> cipher.decrypt("other", encrypted))
                .isInstanceOf(UnsafeSetting.class);
        encrypted[encrypted.length - 1] ^= 1;
        assertThatThrownBy(() -> cipher.decrypt("kid", encrypted))
                .isInstanceOf(UnsafeSetting.class);
    }

    private static KeyCipher cipherUnder(String secret) {
        return new KeyCipher(TestSecrets.of(secret).keyFor(Purpose.SIGNING_KEYS));
    }
}
