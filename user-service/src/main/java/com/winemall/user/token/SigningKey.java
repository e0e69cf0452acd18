package com.winemall.user.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;

/// One pair of keys.
///
/// @param kid how a token says which key signed it
record SigningKey(String kid, RSAPublicKey publicKey, RSAPrivateCrtKey privateKey) {

    /// The half everybody may know.
    RSAKey published() {
        return new RSAKey.Builder(publicKey)
                .keyID(kid)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .build();
    }
}
