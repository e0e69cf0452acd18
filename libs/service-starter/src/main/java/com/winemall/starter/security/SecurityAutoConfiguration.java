package com.winemall.starter.security;

import static org.springframework.security.config.Customizer.withDefaults;

import com.winemall.starter.web.CommonProblem;
import com.winemall.starter.web.ProblemAnswers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/// Makes a service a resource server: stateless, tokens only, problems for answers.
@AutoConfiguration(
        before = {
            OAuth2ResourceServerAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
@EnableConfigurationProperties(TokenProperties.class)
public class SecurityAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    JwtDecoder tokenDecoder(TokenProperties properties, Clock clock) {
        return new TokenDecoder(properties, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    SecurityFilterChain tokensOnly(
            HttpSecurity http,
            BearerTokenResolver tokens,
            ObjectProvider<AccessRules> rules,
            ProblemAnswers answers) {
        AuthenticationEntryPoint refusal =
                (request, response, failure) ->
                        unauthenticated(answers, request, response, failure);
        return http.csrf(AbstractHttpConfigurer::disable)
                // The others are the gateway's to say, for all services.
                .headers(headers -> headers.defaultsDisabled().cacheControl(withDefaults()))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(anonymous -> {})
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> {
                    requests.requestMatchers("/actuator/**", "/v3/api-docs/**", "/error")
                            .permitAll();
                    requests.requestMatchers("/audit/**").hasAnyRole("ADMIN", "AUDITOR");
                    requests.requestMatchers("/api/dead-letters/**").hasRole("ADMIN");
                    rules.orderedStream().forEach(rule -> rule.apply(requests));
                    requests.anyRequest().authenticated();
                })
                .oauth2ResourceServer(server ->
                        server.bearerTokenResolver(tokens)
                                .jwt(jwt -> jwt.jwtAuthenticationConverter(rolesConverter()))
                                .authenticationEntryPoint(refusal)
                                .withObjectPostProcessor(refusingWhateverFailed(refusal)))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(refusal)
                                .accessDeniedHandler((request, response, _) ->
                                        answers.write(
                                                request,
                                                response,
                                                CommonProblem.FORBIDDEN,
                                                "This needs another role")))
                .build();
    }

    @Bean
    @ConditionalOnMissingBean
    BearerTokenResolver bearerTokens() {
        return new HeaderTokens();
    }

    /// Requests are observed as a whole; each filter for itself took longer than what it does.
    @Bean
    @ConditionalOnMissingBean
    SecurityObservationSettings noObservationPerFilter() {
        return SecurityObservationSettings.noObservations();
    }

    /// Tomcat has refused headers that are none; going through their characters a second time, by
    /// regular expressions, took a tenth of a request.
    @Bean
    @ConditionalOnMissingBean
    HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(_ -> true);
        firewall.setAllowedHeaderValues(_ -> true);
        return firewall;
    }

    /// Left to itself the filter throws what is not the token's fault at the container, and the
    /// caller gets a 500 where a 503 is meant.
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> refusingWhateverFailed(
            AuthenticationEntryPoint refusal) {
        var handler = new AuthenticationEntryPointFailureHandler(refusal);
        handler.setRethrowAuthenticationServiceException(false);
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(handler);
                return filter;
            }
        };
    }

    private static void unauthenticated(
            ProblemAnswers answers,
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException {
        if (failure instanceof AuthenticationServiceException) {
            answers.write(
                    request,
                    response,
                    CommonProblem.SERVICE_UNAVAILABLE,
                    "Tokens cannot be checked at the moment");
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        answers.write(
                request,
                response,
                CommonProblem.UNAUTHENTICATED,
                "The access token is missing, expired or not ours");
    }

    private static JwtAuthenticationConverter rolesConverter() {
        var converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(SecurityAutoConfiguration::roles);
        return converter;
    }

    private static Collection<GrantedAuthority> roles(Jwt token) {
        var names =
                Objects.requireNonNullElse(token.getClaimAsStringList("roles"), List.<String>of());
        List<GrantedAuthority> roles = new ArrayList<>();
        for (var name : names) {
            roles.add(new SimpleGrantedAuthority("ROLE_" + name));
        }
        return roles;
    }
}
