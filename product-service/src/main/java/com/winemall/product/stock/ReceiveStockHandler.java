package com.winemall.product.stock;

import com.winemall.contracts.ProductId;
import java.time.Clock;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Counts a delivery, once for its reference, and serves the line from it.
@Component
@Transactional
public class ReceiveStockHandler {

    private static final Logger log = LoggerFactory.getLogger(ReceiveStockHandler.class);

    private final Stocks stocks;
    private final StockAnnouncements announcements;
    private final Clock clock;

    ReceiveStockHandler(Stocks stocks, StockAnnouncements announcements, Clock clock) {
        this.stocks = stocks;
        this.announcements = announcements;
        this.clock = clock;
    }

    public Outcome handle(ProductId productId, int quantity, String reference) {
        var now = clock.instant();
        var cellar = stocks.load(Set.of(productId), now);
        if (!cellar.has(productId)) {
            return Outcome.UNKNOWN_PRODUCT;
        }
        // Asked with the shelf locked, so two deliveries of one reference cannot both be new.
        if (stocks.isReceived(productId, reference)) {
            return Outcome.COUNTED_BEFORE;
        }
        cellar.receive(productId, quantity, reference);
        stocks.store(cellar, now);
        announcements.send(cellar);
        log.atInfo()
                .addKeyValue("productId", productId)
                .addKeyValue("quantity", quantity)
                .addKeyValue("reference", reference)
                .log("stock received");
        return Outcome.COUNTED;
    }

    /// What became of a delivery.
    public enum Outcome {
        COUNTED,
        COUNTED_BEFORE,
        UNKNOWN_PRODUCT
    }
}
