package com.winemall.user.password;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How passwords are hashed and guessed at. A hash carries what it was made with, so changing
/// memory or iterations leaves the passwords there are valid.
///
/// @param hashMemory of one hash while it is made
/// @param hashIterations over that memory
/// @param hashesAtOnceMax made at the same time at most; bounds the memory and the processors a
///   flood of logins can take
/// @param hashWaitMax until it is somebody's turn; whoever waited longer is told 503
/// @param wrongInARowMax wrong passwords for one address before it is locked
/// @param lockedFor how long an address is locked
/// @param forgottenAfter when wrong passwords no longer count; longer than `lockedFor`
/// @param sweepEvery between two looks for wrong passwords that no longer count
/// @param sweepBatchMax addresses forgotten by one statement at most
@Validated
@ConfigurationProperties("winemall.passwords")
record PasswordSettings(
        @DefaultValue("7MB") DataSize hashMemory,
        @DefaultValue("5") @Min(1) @Max(100) int hashIterations,
        @DefaultValue("2") @Min(1) @Max(1000) int hashesAtOnceMax,
        @DefaultValue("8s") Duration hashWaitMax,
        @DefaultValue("5") @Min(1) @Max(1000) int wrongInARowMax,
        @DefaultValue("15m") Duration lockedFor,
        @DefaultValue("24h") Duration forgottenAfter,
        @DefaultValue("10m") Duration sweepEvery,
        @DefaultValue("5000") @Min(1) int sweepBatchMax) {

    int hashMemoryKilobytes() {
        return Math.toIntExact(hashMemory.toKilobytes());
    }
}
