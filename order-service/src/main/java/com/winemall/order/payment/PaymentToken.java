package com.winemall.order.payment;

/// What a customer pays with: the provider's word for a card we never see.
public record PaymentToken(String value) {

    /// It is as good as money.
    @Override
    public String toString() {
        return "PaymentToken[secret]";
    }
}
