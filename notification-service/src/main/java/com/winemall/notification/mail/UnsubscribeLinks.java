package com.winemall.notification.mail;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.ProductId;
import com.winemall.starter.secret.SecretSetting;
import com.winemall.starter.secret.UnsafeSetting;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Links that end the restock mails of one product for one customer, without a login: whoever has
/// the mail may do so. They name both and are signed (HMAC-SHA256). They do not run out, for mails
/// are read late, and what they do can be undone by hand.
@Component
public class UnsubscribeLinks {

    private static final SecretSetting SETTING =
            new SecretSetting(
                    "winemall.mail.unsubscribe.secret", "these-links-are-for-the-local-mall-only");

    private static final String PATH = "/api/restock-subscriptions/unsubscribe?token=";
    private static final String ALGORITHM = "HmacSHA256";

    /// What the signature is for, so that none made for anything else fits.
    private static final byte[] PURPOSE =
            "restock-unsubscribe/1".getBytes(StandardCharsets.US_ASCII);

    private static final int NAMES_BYTES = 2 * 16;
    private static final int SIGNATURE_BYTES = 32;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final URI shop;
    private final SecretKeySpec key;

    /// @throws UnsafeSetting if there is no secret, or none worth the name
    UnsubscribeLinks(UnsubscribeSettings settings, MailSettings mails, Environment environment) {
        this.shop = mails.shop();
        this.key = new SecretKeySpec(SETTING.require(settings.secret(), environment), ALGORITHM);
    }

    public URI to(CustomerId customer, ProductId product) {
        return URI.create(shop + PATH + token(customer, product));
    }

    /// Whom and what a link's token is about; nothing if it is not one of ours.
    public Optional<Ended> read(@Nullable String token) {
        if (token == null) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        // The last character has bits to spare: only one of its spellings is ours.
        if (bytes.length != NAMES_BYTES + SIGNATURE_BYTES
                || !ENCODER.encodeToString(bytes).equals(token)) {
            return Optional.empty();
        }
        var names = Arrays.copyOf(bytes, NAMES_BYTES);
        var signature = Arrays.copyOfRange(bytes, NAMES_BYTES, bytes.length);
        if (!MessageDigest.isEqual(signature, signatureOf(names))) {
            return Optional.empty();
        }
        var ids = ByteBuffer.wrap(names);
        return Optional.of(
                new Ended(
                        new CustomerId(new UUID(ids.getLong(), ids.getLong())),
                        new ProductId(new UUID(ids.getLong(), ids.getLong()))));
    }

    private String token(CustomerId customer, ProductId product) {
        var names =
                ByteBuffer.allocate(NAMES_BYTES)
                        .putLong(customer.value().getMostSignificantBits())
                        .putLong(customer.value().getLeastSignificantBits())
                        .putLong(product.value().getMostSignificantBits())
                        .putLong(product.value().getLeastSignificantBits())
                        .array();
        return ENCODER.encodeToString(
                ByteBuffer.allocate(NAMES_BYTES + SIGNATURE_BYTES)
                        .put(names)
                        .put(signatureOf(names))
                        .array());
    }

    private byte[] signatureOf(byte[] names) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(PURPOSE);
            return mac.doFinal(names);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /// Which mails a link ends.
    public record Ended(CustomerId customer, ProductId product) {}
}
