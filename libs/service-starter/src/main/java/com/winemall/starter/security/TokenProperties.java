package com.winemall.starter.security;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How access tokens are checked.
///
/// @param issuer the only one believed
/// @param keys where user-service publishes its public keys: one address, or those of its
///   instances, of which the first that answers will do
/// @param keysKeptFor how long fetched keys are used without asking again
/// @param keysFetchedAtMostEvery so often, however many tokens name a key nobody knows
/// @param keysFetchTimeout of one request for the keys
/// @param clockSkew granted to an expiry
/// @param remembered tokens whose check is remembered at most, so that a busy client's is made once
/// @param rememberedFor how long a check is remembered at most; never beyond the token's expiry
@Validated
@ConfigurationProperties("winemall.tokens")
public record TokenProperties(
        @DefaultValue("winemall") String issuer,
        @NotEmpty List<URI> keys,
        @DefaultValue("15m") Duration keysKeptFor,
        @DefaultValue("2s") Duration keysFetchedAtMostEvery,
        @DefaultValue("2s") Duration keysFetchTimeout,
        @DefaultValue("10s") Duration clockSkew,
        @DefaultValue("20000") @Min(0) @Max(1_000_000) int remembered,
        @DefaultValue("5m") Duration rememberedFor) {}
