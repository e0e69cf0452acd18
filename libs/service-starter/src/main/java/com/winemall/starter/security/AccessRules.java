package com.winemall.starter.security;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/// Which of a service's paths are open to all, and which to administrators only. A bean of this
/// type says so; whatever it leaves out needs a valid token.
@FunctionalInterface
public interface AccessRules {

    void apply(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
                    requests);
}
