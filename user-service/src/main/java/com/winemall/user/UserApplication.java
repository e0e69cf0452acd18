package com.winemall.user;

import com.winemall.starter.security.AccessRules;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

@SpringBootApplication
@ConfigurationPropertiesScan
public class UserApplication {

    private static final PathPatternRequestMatcher.Builder PATH =
            PathPatternRequestMatcher.withDefaults();
    private static final RequestMatcher OPEN_TO_ALL =
            new OrRequestMatcher(
                    PATH.matcher(HttpMethod.POST, "/api/users"),
                    PATH.matcher("/api/auth/**"),
                    PATH.matcher(HttpMethod.POST, "/auditor/token"),
                    PATH.matcher("/.well-known/**"));

    public static void main(String[] arguments) {
        SpringApplication.run(UserApplication.class, arguments);
    }

    @Bean
    AccessRules accessRules() {
        return requests ->
                requests.requestMatchers(OPEN_TO_ALL)
                        .permitAll()
                        .requestMatchers("/local/**")
                        .hasRole("ADMIN");
    }

    /// Many clients send whatever access token they have with every request. One that ran out must
    /// not keep its owner from the very call that would give them a new one.
    @Bean
    BearerTokenResolver bearerTokens() {
        var header = new DefaultBearerTokenResolver();
        return request -> OPEN_TO_ALL.matches(request) ? null : header.resolve(request);
    }
}
