package com.winemall.user.secret;

import com.winemall.starter.secret.SecretSetting;
import com.winemall.starter.secret.UnsafeSetting;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// The one secret this service is given. Each use has a key of its own derived from it, so that
/// what one key gives away says nothing about another.
@Component
public class ServiceSecret {

    private static final SecretSetting SETTING =
            new SecretSetting(
                    "winemall.keys.encryption-secret", "this-secret-is-for-the-local-mall-only");
    private static final int KEY_BYTES = 32;

    private final byte[] secret;

    /// @throws UnsafeSetting if there is no secret, or none worth the name
    ServiceSecret(SecretSettings settings, Environment environment) {
        this.secret = SETTING.require(settings.encryptionSecret(), environment);
    }

    /// The key for one purpose: always the same one.
    public SecretKey keyFor(Purpose purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            purpose.algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret)
                                    .thenExpand(
                                            purpose.name().getBytes(StandardCharsets.UTF_8),
                                            KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no key for " + purpose, e);
        }
    }

    /// What a key is used for. Renaming one changes its key: what was hidden with it is lost.
    public enum Purpose {
        SIGNING_KEYS("AES"),
        PASSWORD_FINGERPRINTS("HmacSHA256");

        private final String algorithm;

        Purpose(String algorithm) {
            this.algorithm = algorithm;
        }
    }
}
