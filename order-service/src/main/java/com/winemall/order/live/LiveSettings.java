package com.winemall.order.live;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How pages are told.
///
/// @param pagesPerCustomerMax open at once, of one customer
/// @param pagesMax open at once, of all customers of this instance; each takes some 50 KB
/// @param heartbeat between two pings; shorter than whatever cuts quiet connections on the way
/// @param silenceMax after which a page that answered no ping is given up
/// @param tick how often is looked whether a page is to be pinged or given up
/// @param sendTimeMax one frame may take
/// @param updatesWaitingMax for a page that does not read; one more, and it is given up
/// @param subjectsRememberedMax orders and campaigns of which a page's newest version is remembered
/// @param recent what changed within it is told to a page that opens
/// @param snapshotMax orders told to a page that opens
/// @param readBatchMax customers, and orders, asked for by one query
/// @param readRetry pause before the database is asked again
/// @param frameMax bytes of a frame a page may send
/// @param framesTakenMax frames a page may send within `framesTakenPer`; they are not looked at
/// @param farewellMax in which all pages are told that this instance stops
@Validated
@ConfigurationProperties("winemall.live")
public record LiveSettings(
        @DefaultValue("10") @Min(1) int pagesPerCustomerMax,
        @DefaultValue("1000") @Min(1) int pagesMax,
        @DefaultValue("20s") Duration heartbeat,
        @DefaultValue("50s") Duration silenceMax,
        @DefaultValue("1s") Duration tick,
        @DefaultValue("5s") Duration sendTimeMax,
        @DefaultValue("200") @Min(1) int updatesWaitingMax,
        @DefaultValue("1000") @Min(1) int subjectsRememberedMax,
        @DefaultValue("5m") Duration recent,
        @DefaultValue("50") @Min(1) @Max(1000) int snapshotMax,
        @DefaultValue("200") @Min(1) @Max(10_000) int readBatchMax,
        @DefaultValue("1s") Duration readRetry,
        @DefaultValue("1KB") DataSize frameMax,
        @DefaultValue("10") @Min(0) int framesTakenMax,
        @DefaultValue("10s") Duration framesTakenPer,
        @DefaultValue("3s") Duration farewellMax) {

    public LiveSettings {
        if (silenceMax.compareTo(heartbeat) <= 0) {
            throw new IllegalArgumentException("a page has to be asked before it is given up");
        }
        if (updatesWaitingMax < snapshotMax) {
            throw new IllegalArgumentException("a page has to take what it is told first");
        }
    }
}
