package com.winemall.gateway.tokens;

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
/// @param keysAskedEvery how long is waited at least between two questions for the keys, whatever
///   the tokens name
/// @param keysFetchTimeout of one request for the keys
/// @param clockSkew granted to an expiry
/// @param remembered tokens whose check is remembered at most, so that a busy client's is made once
/// @param rememberedFor how long a check is remembered at most; never beyond the token's expiry
@Validated
@ConfigurationProperties("winemall.tokens")
record TokenSettings(
        @DefaultValue("winemall") String issuer,
        @NotEmpty List<URI> keys,
        @DefaultValue("15m") Duration keysKeptFor,
        @DefaultValue("1s") Duration keysAskedEvery,
        @DefaultValue("2s") Duration keysFetchTimeout,
        @DefaultValue("10s") Duration clockSkew,
        @DefaultValue("20000") @Min(0) @Max(1_000_000) int remembered,
        @DefaultValue("5m") Duration rememberedFor) {}
