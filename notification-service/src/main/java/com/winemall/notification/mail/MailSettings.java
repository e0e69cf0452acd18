package com.winemall.notification.mail;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How mails go out.
///
/// @param from whom they come from: an address SES has verified
/// @param shop where the shop's pages are, for the links
/// @param zone whose time deadlines are told in
/// @param staffLanguage what people who work for the shop are written to in
/// @param reminderLead how long before the deadline customers are reminded of a payment; who has
///   not twice as long left when the order is accepted is not reminded
/// @param settledKept how long it is remembered that an order needs no reminder; longer than any
///   payment window
/// @param perSecond mails handed to SES in a second, by all instances together; 14 is what SES
///   itself allows a new account
/// @param claimAhead of how much time mails are claimed together
/// @param underWayMax mails claimed by one instance and not yet marked at most, so that a slow SES
///   occupies no more than that
/// @param lookInterval between two looks at the table when nobody says that there is a mail: for
///   tries that have become due and for what a dead instance left
/// @param commitLinger how long the commits before and after SES is called wait for further mails
/// @param lease how long a sender may be busy with a mail before it counts as vanished
/// @param sendTimeout how long one call may take, everything included
/// @param retryMin the pause after a mail's first failure; it doubles with each further one
/// @param retryMax where that doubling ends
/// @param attemptsMax tries before a mail is given up: with the default pauses, about a day
/// @param sweepInterval between two looks for overlooked mails and two counts of what waits
@Validated
@ConfigurationProperties("winemall.mail")
public record MailSettings(
        @NotBlank String from,
        @DefaultValue("http://localhost:8080") URI shop,
        @DefaultValue("Asia/Seoul") ZoneId zone,
        @DefaultValue("KO") Language staffLanguage,
        @DefaultValue("1m") Duration reminderLead,
        @DefaultValue("1d") Duration settledKept,
        @DefaultValue("14") @DecimalMin("0.1") @DecimalMax("10000") double perSecond,
        @DefaultValue("250ms") Duration claimAhead,
        @DefaultValue("256") @Min(1) @Max(10_000) int underWayMax,
        @DefaultValue("1s") Duration lookInterval,
        @DefaultValue("5ms") Duration commitLinger,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("10s") Duration sendTimeout,
        @DefaultValue("1s") Duration retryMin,
        @DefaultValue("2m") Duration retryMax,
        @DefaultValue("720") @Min(1) @Max(100_000) int attemptsMax,
        @DefaultValue("5s") Duration sweepInterval) {

    /// A mail may wait for its turn and then be under way for a whole call; the lease has to
    /// outlast both, or two senders would send it.
    public MailSettings {
        if (lease.compareTo(claimAhead.plus(sendTimeout.multipliedBy(2))) < 0) {
            throw new IllegalArgumentException(
                    "winemall.mail.lease has to be at least claim-ahead and twice send-timeout");
        }
        if (!reminderLead.isPositive() || !settledKept.isPositive()) {
            throw new IllegalArgumentException(
                    "winemall.mail.reminder-lead and settled-kept have to be positive");
        }
        if (retryMin.isNegative() || retryMin.isZero() || retryMax.compareTo(retryMin) < 0) {
            throw new IllegalArgumentException(
                    "winemall.mail.retry-min has to be positive, and at most retry-max");
        }
    }
}
