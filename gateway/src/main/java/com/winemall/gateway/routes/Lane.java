package com.winemall.gateway.routes;

import org.springframework.cloud.gateway.route.Route;

/// Kinds of calls that are slow for reasons of their own.
///
/// Each lane to a service has its own time limit and its own circuit breaker. With one breaker a
/// service, payments that hang because the payment provider does would close the door to orders,
/// and a rush of logins, whose passwords are slow to check on purpose, would close it to everything
/// else of members. A service that is down is noticed by each lane on its own, which costs nothing:
/// refused connections are answered at once anyway.
public enum Lane {
    /// Answered within moments, or the service is in trouble.
    ORDINARY,
    /// Shows a password or makes an account: slow on purpose, and limited more strictly.
    CREDENTIALS,
    /// Waits for the payment provider and for the stock to be committed.
    PAYMENT,
    /// Comes to the door of a sale event, with everybody else.
    ENTRY,
    /// The caller said `Prefer: wait`, and is kept waiting by the service as long as that.
    WAITING,
    /// An operator's call, which may reach through the whole shop.
    OPERATIONS,
    /// The service's OpenAPI document, made when it is read for the first time.
    DOCUMENTS,
    /// A WebSocket: open for as long as the page is.
    LIVE;

    public static Lane of(Route route) {
        return ServiceLane.of(route).lane();
    }
}
