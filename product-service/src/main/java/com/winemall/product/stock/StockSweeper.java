package com.winemall.product.stock;

import com.winemall.contracts.reply.StockAwaited;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Tidies up: gives back holds that ran out where no order asks for the product, serves lines and
/// ends waits. What is for sale does not depend on it; an overdue hold stops counting by itself.
/// That units are for sale again because of one is announced when it is tidied up.
@Component
class StockSweeper {

    private static final Logger log = LoggerFactory.getLogger(StockSweeper.class);

    private final Stocks stocks;
    private final StockAnnouncements announcements;
    private final StockSettings settings;
    private final TransactionOperations transaction;
    private final Clock clock;

    StockSweeper(
            Stocks stocks,
            StockAnnouncements announcements,
            StockSettings settings,
            TransactionOperations transaction,
            Clock clock) {
        this.stocks = stocks;
        this.announcements = announcements;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${winemall.stock.sweep-interval:500ms}")
    void sweep() {
        var now = clock.instant();
        var products = stocks.needingCare(now, settings.sweepBatchMax());
        if (!products.isEmpty()) {
            transaction.executeWithoutResult(_ -> {
                var cellar = stocks.load(new HashSet<>(products), now);
                stocks.store(cellar, now);
                announcements.send(cellar);
            });
            log.debug("looked after {} products", products.size());
        }
        transaction.executeWithoutResult(_ -> tellNewPositions());
    }

    private void tellNewPositions() {
        List<StockAwaited> moved =
                stocks.toldNewPositions(settings.positionsBatchMax()).stream()
                        .map(StockSweeper::awaited)
                        .toList();
        announcements.sendPositions(moved);
    }

    private static StockAwaited awaited(Hold hold) {
        if (!(hold.state() instanceof Hold.State.Waiting waiting)) {
            throw new IllegalStateException(hold + " does not wait");
        }
        return new StockAwaited(
                hold.commandId(),
                hold.orderId(),
                hold.productId(),
                Objects.requireNonNull(hold.name()),
                waiting.position(),
                waiting.waitUntil());
    }
}
