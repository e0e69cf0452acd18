package com.winemall.local.client;

import java.net.URI;

/// The payment provider's own books.
public final class Ledger {

    private final MallClient http;

    public Ledger(URI address) {
        this.http = new MallClient(address);
    }

    /// The money of all payments there ever were.
    public Totals totals() {
        var totals = http.get("/ledger", null).expect(200).body();
        return new Totals(
                totals.get("authorized").asLong(),
                totals.get("captured").asLong(),
                totals.get("voided").asLong(),
                totals.get("refunded").asLong());
    }

    /// In won.
    public record Totals(long authorized, long captured, long voided, long refunded) {

        /// What was set aside and is neither taken nor let go of.
        public long held() {
            return authorized - captured - voided;
        }
    }
}
