package com.winemall.local.outside;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whom the factory delivers to, and what it signs its deliveries with.
///
/// @param deliveries where it says what it has brought
/// @param secret as both sides were given it: `whsec_` and the key in base64
record FactoryCustomer(URI deliveries, String secret) {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    /// The local mall's, which is known to everybody who can read this.
    static final String LOCAL_SECRET =
            "whsec_dGhlc2UgZGVsaXZlcmllcyBhcmUgZm9yIHRoZSBsb2NhbCBtYWxsIG9ubHk=";

    /// The header `webhook-signature`, by Standard Webhooks.
    String signature(String id, long timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            var key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
