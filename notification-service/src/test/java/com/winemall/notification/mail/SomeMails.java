package com.winemall.notification.mail;

import com.github.f4b6a3.uuid.UuidCreator;
import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.notification.mail.MailFacts.OrderAccepted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Mails to test with.
public final class SomeMails {

    public static final OrderId ORDER =
            new OrderId(UUID.fromString("0190f5b2-0000-7000-8000-00000000cafe"));

    /// Five past two in the afternoon in Seoul, and a few seconds.
    public static final Instant DUE = Instant.parse("2026-03-05T05:05:37Z");

    public static final OrderAccepted ACCEPTED =
            new OrderAccepted(
                    ORDER,
                    List.of(
                            new OrderAccepted.Line("Château Margaux 2015", new Won(1_250_000), 2),
                            new OrderAccepted.Line("Riesling Kabinett", new Won(38_500), 12)),
                    new CouponCode("SPRING"),
                    new Won(2_962_000),
                    new Won(100_000),
                    new Won(2_862_000),
                    DUE);

    public static final CustomerId CUSTOMER =
            new CustomerId(UUID.fromString("0190f5b2-0000-7000-8000-00000000c0de"));

    private SomeMails() {}

    public static MailFacts canceled(CancelReason reason) {
        return new MailFacts.OrderCanceled(ORDER, reason, null, null);
    }

    /// A mail about an order of its own.
    public static Mail mailTo(CustomerId customer) {
        return mailTo(new Addressee.Customer(customer));
    }

    public static Mail mailTo(Addressee addressee) {
        return about(UuidCreator.getTimeOrderedEpoch().toString(), 1, addressee);
    }

    public static Mail about(String cause, long version, Addressee addressee) {
        return new Mail(
                new MailId(UuidCreator.getTimeOrderedEpoch()),
                cause,
                new Mail.Told("saga", version),
                addressee,
                ACCEPTED);
    }

    /// A reminder of an order of its own.
    public static Mail reminder(CustomerId customer, Instant dueAt, Instant worthlessAt) {
        return reminderOf(
                UuidCreator.getTimeOrderedEpoch().toString(), customer, dueAt, worthlessAt);
    }

    public static Mail reminderOf(
            String cause, CustomerId customer, Instant dueAt, Instant worthlessAt) {
        return new Mail(
                new MailId(UuidCreator.getTimeOrderedEpoch()),
                cause,
                new Mail.Told("saga", 1),
                new Addressee.Customer(customer),
                new MailFacts.PaymentReminder(ORDER, new Won(1), worthlessAt),
                new Mail.Timely(dueAt, worthlessAt));
    }

    public static CustomerId newCustomer() {
        return new CustomerId(UuidCreator.getTimeOrderedEpoch());
    }

    /// As a sender has it.
    public static ClaimedMail claimed(MailFacts facts, Recipient recipient) {
        return new ClaimedMail(
                new MailId(UUID.fromString("0190f5b2-0000-7000-8000-000000000001")),
                new ClaimId(UUID.fromString("0190f5b2-0000-7000-8000-000000000002")),
                ORDER.toString(),
                CUSTOMER,
                recipient,
                facts,
                1,
                Duration.ZERO,
                false);
    }
}
