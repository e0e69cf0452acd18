package com.winemall.order.event.web;

import com.winemall.firstcome.PoolAudit;

/// Where an event's units are, as its door and its books say.
///
/// @param drift units by which the two differ; 0 unless something is wrong
record AuditView(
        long quantity,
        long free,
        long held,
        long sold,
        long withdrawn,
        long drift,
        PoolAudit.Side redis,
        PoolAudit.Side database) {

    /// The units are where the books say; the door follows.
    static AuditView of(PoolAudit audit) {
        var books = audit.database();
        return new AuditView(
                audit.quantity(),
                books.free(),
                books.held(),
                books.sold(),
                books.withdrawn(),
                audit.drift(),
                audit.redis(),
                books);
    }
}
