package com.winemall.firstcome;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.winemall.starter.secret.Secret;
import com.winemall.starter.secret.SecretSetting;
import com.winemall.starter.secret.UnsafeSetting;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/// Signed statements of who was admitted as the how-manieth and when (JWS, ES256): whoever has one
/// can show it to anybody, and the log of admissions cannot say otherwise without being caught.
public class PlaceReceipts {

    private static final String PROPERTY = "winemall.first-come.receipt-key";
    private static final SecretSetting SETTING =
            new SecretSetting(
                    PROPERTY,
                    """
                    {"kty":"EC","crv":"P-256","kid":"local","d":"L08WcBnsr-5i5H80JYnZ8eag28PoeT_ffJ0D7x19egk","x":"NYPsD3HBdHkhfoXDV5KKwlkwrfyg1ETc4Zu-INEkg30","y":"pgkY5VerZyxFyKzS60jS5WekW_qV77MaYVqChDCMsHw"}\
                    """);
    private static final String ACTION =
            "Set it to a private key of your own, a JWK on the curve P-256 with a kid, the same for"
                    + " all instances";
    private static final JOSEObjectType TYPE = new JOSEObjectType("place-receipt+jwt");

    private final ECKey key;
    private final ECDSASigner signer;

    /// @throws UnsafeSetting if the key is missing, not one, or the local mall's elsewhere
    PlaceReceipts(@Nullable Secret key, Environment environment) {
        var text = new String(SETTING.require(key, environment), StandardCharsets.UTF_8);
        try {
            this.key = ECKey.parse(text);
            this.signer = new ECDSASigner(this.key);
        } catch (ParseException | JOSEException | IllegalArgumentException _) {
            throw new UnsafeSetting(PROPERTY, "is no private key", ACTION);
        }
        if (!this.key.getCurve().equals(Curve.P_256) || this.key.getKeyID() == null) {
            throw new UnsafeSetting(PROPERTY, "is not on P-256 or has no kid", ACTION);
        }
    }

    /// @param place of somebody who was admitted
    public String receipt(Place place) {
        var claims =
                new JWTClaimsSet.Builder()
                        .subject(place.person().toString())
                        .claim("pool", place.poolId().toString())
                        .claim("number", Objects.requireNonNull(place.number()))
                        .claim("units", place.quantity())
                        .claim("arrivedAt", place.arrivedAt().toString())
                        .claim("admittedAt", Objects.toString(place.admittedAt()))
                        .build();
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).keyID(key.getKeyID()).build();
        var receipt = new SignedJWT(header, claims);
        try {
            receipt.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return receipt.serialize();
    }

    /// What receipts are checked with, as a JWK set.
    public Map<String, Object> publicKeys() {
        return new JWKSet(key.toPublicJWK()).toJSONObject();
    }
}
