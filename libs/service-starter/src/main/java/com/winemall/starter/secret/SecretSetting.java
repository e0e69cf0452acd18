package com.winemall.starter.secret;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/// A secret a service is given, and does not start without. The one everybody can read in the local
/// mall's settings is good for the local mall only.
///
/// @param property that sets it
/// @param knownToEverybody what the local mall sets it to
public record SecretSetting(String property, String knownToEverybody) {

    private static final String ACTION =
            "Set it to a secret of your own, the same for all instances: openssl rand -base64 32";
    private static final int LENGTH_MIN = 32;

    /// The secret's bytes.
    ///
    /// @throws UnsafeSetting if there is none, or none worth the name
    public byte[] require(@Nullable Secret given, Environment environment) {
        if (given == null || given.value().isBlank()) {
            throw new UnsafeSetting(property, "is not set", ACTION);
        }
        if (given.value().length() < LENGTH_MIN) {
            throw new UnsafeSetting(
                    property, "has less than " + LENGTH_MIN + " characters", ACTION);
        }
        if (given.value().equals(knownToEverybody) && !LocalMall.isOn(environment)) {
            throw new UnsafeSetting(property, "is the one of the local mall", ACTION);
        }
        return given.value().getBytes(StandardCharsets.UTF_8);
    }
}
