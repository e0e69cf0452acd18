package com.winemall.product.advertisement;

import com.winemall.contracts.ProductId;
import com.winemall.contracts.product.AdResumptionRequested;
import com.winemall.product.advertisement.AdSuspensions.Advertised;
import com.winemall.product.stock.ProductNews;
import com.winemall.product.stock.Stocks;
import com.winemall.starter.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Asks the ad manager to go on once a product has stayed available for long enough.
@Component
class ResumeAds {

    private static final Logger log = LoggerFactory.getLogger(ResumeAds.class);

    private final AdSuspensions suspensions;
    private final Stocks stocks;
    private final Outbox outbox;
    private final AdvertisementSettings settings;
    private final TransactionOperations transaction;
    private final Clock clock;

    ResumeAds(
            AdSuspensions suspensions,
            Stocks stocks,
            Outbox outbox,
            AdvertisementSettings settings,
            TransactionOperations transaction,
            Clock clock) {
        this.suspensions = suspensions;
        this.stocks = stocks;
        this.outbox = outbox;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${winemall.advertisement.look-interval:1s}")
    void look() {
        var then = clock.instant().minus(settings.backForGood());
        suspensions
                .backSince(then, settings.lookBatchMax())
                .forEach(product -> transaction.executeWithoutResult(_ -> resume(product, then)));
    }

    private void resume(ProductId product, Instant then) {
        // Locks the shelf: it may run out at this very moment.
        long version = stocks.nextVersion(product);
        suspensions.resume(product, then).ifPresent(ad -> ask(ad, version));
    }

    private void ask(Advertised ad, long version) {
        log.atInfo().addKeyValue("productId", ad.productId()).log("may be advertised again");
        if (ad.adManagerEmail() != null) {
            outbox.add(
                    ProductNews.outgoing(
                            new AdResumptionRequested(
                                    ad.productId(),
                                    version,
                                    ad.name(),
                                    ad.adManagerEmail(),
                                    clock.instant())));
        }
    }
}
