package com.winemall.gateway.routes;

import java.util.Locale;

/// The services behind the door.
public enum Service {
    USER_SERVICE,
    PRODUCT_SERVICE,
    ORDER_SERVICE,
    COUPON_SERVICE,
    ORDER_ORCHESTRATOR,
    NOTIFICATION_SERVICE;

    /// As it is called everywhere outside of Java.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
