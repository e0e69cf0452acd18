package com.winemall.user.auditor;

import com.winemall.starter.secret.Secret;
import com.winemall.starter.secret.SecretSetting;
import com.winemall.starter.secret.UnsafeSetting;
import com.winemall.user.secret.Sha256;
import com.winemall.user.token.AccessToken;
import com.winemall.user.token.AccessTokens;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Knows the auditor by its secret.
@Component
class Auditor {

    private static final SecretSetting SETTING =
            new SecretSetting("winemall.auditor.secret", "this-auditor-is-for-the-local-mall-only");

    private final byte @Nullable [] fingerprint;
    private final Duration tokenLifetime;
    private final AccessTokens tokens;

    /// @throws UnsafeSetting if there is a secret that is not worth the name
    Auditor(AuditorSettings settings, AccessTokens tokens, Environment environment) {
        var secret = settings.secret();
        if (secret == null) {
            this.fingerprint = null;
        } else {
            SETTING.require(secret, environment);
            this.fingerprint = Sha256.of(secret.value());
        }
        this.tokenLifetime = settings.tokenLifetime();
        this.tokens = tokens;
    }

    /// @return nothing for whoever does not know the secret, and for everybody while there is none
    Optional<AccessToken> token(Secret claimed) {
        return fingerprint != null && MessageDigest.isEqual(fingerprint, Sha256.of(claimed.value()))
                ? Optional.of(tokens.issueToAuditor(tokenLifetime))
                : Optional.empty();
    }
}
