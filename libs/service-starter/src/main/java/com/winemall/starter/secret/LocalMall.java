package com.winemall.starter.secret;

import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/// The mall on a developer's machine, where well-known secrets are fine.
public final class LocalMall {

    /// The profile that says so.
    public static final String PROFILE = "local";

    private LocalMall() {}

    public static boolean isOn(Environment environment) {
        return environment.acceptsProfiles(Profiles.of(PROFILE));
    }
}
