package com.winemall.notification.mail;

import java.util.Locale;

/// Every mail the mall sends. A further one is a constant here, its facts in [MailFacts], its
/// templates in both languages, and the message it follows from.
public enum MailKind {
    ORDER_ACCEPTED(MailFacts.OrderAccepted.class),
    OUT_OF_STOCK(MailFacts.OutOfStock.class),
    ORDER_CANCELED(MailFacts.OrderCanceled.class),
    ORDER_TIMED_OUT(MailFacts.OrderTimedOut.class),
    RESERVATION_SERVED(MailFacts.ReservationServed.class),
    PAYMENT_REMINDER(MailFacts.PaymentReminder.class),
    ORDER_PAID(MailFacts.OrderPaid.class),
    ORDER_REFUNDED(MailFacts.OrderRefunded.class),
    ORDER_SHIPPED(MailFacts.OrderShipped.class),
    BECAME_VIP(MailFacts.BecameVip.class),
    DEAD_LETTERS(MailFacts.DeadLetters.class),
    RESTOCK(MailFacts.Restock.class),
    COUPON_ARRIVED(MailFacts.CouponArrived.class),
    REPLENISHMENT_FAILED(MailFacts.ReplenishmentFailed.class),
    AD_SUSPENSION(MailFacts.AdSuspension.class),
    AD_RESUMPTION(MailFacts.AdResumption.class);

    private final Class<? extends MailFacts> factsType;

    MailKind(Class<? extends MailFacts> factsType) {
        this.factsType = factsType;
    }

    public Class<? extends MailFacts> factsType() {
        return factsType;
    }

    /// What its template files are called: `order-accepted`.
    public String templateName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
