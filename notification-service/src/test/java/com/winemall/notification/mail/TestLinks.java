package com.winemall.notification.mail;

import com.winemall.starter.secret.Secret;
import java.util.Map;
import org.springframework.mock.env.MockEnvironment;

/// Links signed with a secret of their own.
public final class TestLinks {

    public static final String SECRET = "a secret that is long enough for a test";

    private TestLinks() {}

    public static UnsubscribeLinks of(MailSettings settings) {
        return of(SECRET, settings);
    }

    static UnsubscribeLinks of(String secret, MailSettings settings) {
        return new UnsubscribeLinks(
                new UnsubscribeSettings(new Secret(secret)), settings, new MockEnvironment());
    }

    /// As a shop at this address makes them.
    public static UnsubscribeLinks at(String shop) {
        return of(TestSettings.with(Map.of("shop", shop)));
    }
}
