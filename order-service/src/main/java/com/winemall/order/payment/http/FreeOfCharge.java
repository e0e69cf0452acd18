package com.winemall.order.payment.http;

import com.winemall.contracts.OrderId;
import com.winemall.order.payment.Charge;
import com.winemall.order.payment.PaymentProvider;
import com.winemall.order.payment.PaymentToken;
import java.util.List;

/// Where a coupon pays for everything there is no money to move, and no provider moves nothing.
record FreeOfCharge(PaymentProvider provider) implements PaymentProvider {

    @Override
    public Authorization authorize(Charge charge, PaymentToken token) {
        return isFree(charge) ? new Authorized() : provider.authorize(charge, token);
    }

    @Override
    public Capture capture(Charge charge) {
        return isFree(charge) ? new Captured() : provider.capture(charge);
    }

    @Override
    public Release release(Charge charge) {
        return isFree(charge) ? new Released() : provider.release(charge);
    }

    @Override
    public Refund refund(Charge charge) {
        return isFree(charge) ? new Refunded() : provider.refund(charge);
    }

    @Override
    public Found find(Charge charge) {
        return isFree(charge)
                ? new Intent(Money.AUTHORIZED, charge.attempt())
                : provider.find(charge);
    }

    @Override
    public List<LedgerEntry> ledger(OrderId after, int max) {
        return provider.ledger(after, max);
    }

    private static boolean isFree(Charge charge) {
        return charge.amount() == 0;
    }
}
