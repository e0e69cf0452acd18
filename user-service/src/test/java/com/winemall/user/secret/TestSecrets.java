package com.winemall.user.secret;

import com.winemall.starter.secret.Secret;
import org.springframework.mock.env.MockEnvironment;

/// Secrets for what needs one.
public final class TestSecrets {

    private TestSecrets() {}

    public static ServiceSecret of(String secret) {
        return new ServiceSecret(new SecretSettings(new Secret(secret)), new MockEnvironment());
    }
}
