package com.winemall.product.replenishment.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.winemall.starter.secret.SecretSetting;
import com.winemall.starter.secret.UnsafeSetting;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Tells whether a delivery is the factory's, by [Standard
/// Webhooks](https://www.standardwebhooks.com): HMAC-SHA256 over id, time and body as they came.
///
/// One that is sent again within the tolerance is genuine again, as every delivery that is repeated
/// is; that it is counted once is not the signature's business.
@Component
class DeliverySignatures {

    private static final String PREFIX = "whsec_";
    private static final SecretSetting SETTING =
            new SecretSetting(
                    "winemall.replenishment.deliveries.secret",
                    "whsec_dGhlc2UgZGVsaXZlcmllcyBhcmUgZm9yIHRoZSBsb2NhbCBtYWxsIG9ubHk=");

    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "v1,";

    private final SecretKeySpec key;
    private final Duration tolerance;
    private final Clock clock;

    /// @throws UnsafeSetting if there is no secret, or none worth the name
    DeliverySignatures(DeliverySettings settings, Environment environment, Clock clock) {
        this.key =
                new SecretKeySpec(
                        key(new String(SETTING.require(settings.secret(), environment), UTF_8)),
                        ALGORITHM);
        this.tolerance = settings.tolerance();
        this.clock = clock;
    }

    private static byte[] key(String secret) {
        try {
            return Base64.getDecoder()
                    .decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
        } catch (IllegalArgumentException _) {
            throw new UnsafeSetting(
                    SETTING.property(),
                    "is not base64",
                    "Set it to the factory's: whsec_ and the output of openssl rand -base64 32");
        }
    }

    /// @param id the header `webhook-id`
    /// @param timestamp the header `webhook-timestamp`, in seconds
    /// @param signatures the header `webhook-signature`: one, or several while secrets change
    boolean areGenuine(
            @Nullable String id,
            @Nullable String timestamp,
            @Nullable String signatures,
            byte[] body) {
        if (id == null || timestamp == null || signatures == null || !isRecent(timestamp)) {
            return false;
        }
        var expected = signature(id, timestamp, body).getBytes(UTF_8);
        return Arrays.stream(signatures.split(" ", -1))
                .anyMatch(given -> MessageDigest.isEqual(given.getBytes(UTF_8), expected));
    }

    private boolean isRecent(String timestamp) {
        try {
            var signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(signedAt, clock.instant()).abs().compareTo(tolerance) <= 0;
        } catch (NumberFormatException | DateTimeException | ArithmeticException _) {
            return false;
        }
    }

    private String signature(String id, String timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
            return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
