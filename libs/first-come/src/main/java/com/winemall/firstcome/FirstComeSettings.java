package com.winemall.firstcome;

import com.winemall.starter.secret.Secret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How pools are written and kept.
///
/// @param batchMax callers whose entries share a commit
/// @param linger how long a commit waits for more
/// @param queueMax callers waiting for a commit at most
/// @param patience how long a caller waits for what another one's write, or a rebuild, decides
/// @param keepInterval between two looks after a pool
/// @param takeover after how long an entry nobody has written is taken from whoever has it
/// @param rebuildPatience after how long somebody else's rebuild is believed dead
/// @param chunk entries, people or ends in one call of Redis or PostgreSQL
/// @param auditInterval between two comparisons of Redis with the pools' rows
/// @param fullAuditInterval between two in which all places are counted, too
/// @param positionsToldMax people at the head of a line who are told when it moves
/// @param positionsInterval between two times that is told of one line
/// @param countInterval between two counts of the people in line; what is scraped is that old at
///   most
/// @param keep how long Redis remembers a pool that is settled
/// @param receiptKey what [PlaceReceipts] are signed with: a private JWK on P-256
@Validated
@ConfigurationProperties("winemall.first-come")
record FirstComeSettings(
        @DefaultValue("500") @Min(1) @Max(10_000) int batchMax,
        @DefaultValue("1ms") Duration linger,
        @DefaultValue("20000") @Min(1) int queueMax,
        @DefaultValue("2s") Duration patience,
        @DefaultValue("500ms") Duration keepInterval,
        @DefaultValue("3s") Duration takeover,
        @DefaultValue("15s") Duration rebuildPatience,
        @DefaultValue("500") @Min(1) @Max(1_000) int chunk,
        @DefaultValue("5s") Duration auditInterval,
        @DefaultValue("1m") Duration fullAuditInterval,
        @DefaultValue("200") @Min(0) @Max(10_000) int positionsToldMax,
        @DefaultValue("1s") Duration positionsInterval,
        @DefaultValue("15s") Duration countInterval,
        @DefaultValue("7d") Duration keep,
        @Nullable Secret receiptKey) {}
