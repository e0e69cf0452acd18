package com.winemall.product.advertisement;

import com.winemall.contracts.ProductId;
import com.winemall.contracts.product.AdSuspensionRequested;
import com.winemall.contracts.product.ProductEvent;
import com.winemall.contracts.product.StockDepleted;
import com.winemall.contracts.product.StockReplenished;
import com.winemall.product.advertisement.AdSuspensions.Advertised;
import com.winemall.product.stock.Cellar;
import com.winemall.product.stock.ProductNews;
import com.winemall.product.stock.ShelfWatcher;
import com.winemall.product.stock.Stocks;
import com.winemall.starter.outbox.Outbox;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Asks the ad manager to leave a product that ran out, once, until they were asked to go on; and
/// remembers since when it can be had again.
@Component
class SuspendAds implements ShelfWatcher {

    private static final Logger log = LoggerFactory.getLogger(SuspendAds.class);

    private final AdSuspensions suspensions;
    private final Stocks stocks;
    private final Outbox outbox;

    SuspendAds(AdSuspensions suspensions, Stocks stocks, Outbox outbox) {
        this.suspensions = suspensions;
        this.stocks = stocks;
        this.outbox = outbox;
    }

    @Override
    public void changed(Cellar cellar) {
        var news = cellar.news();
        var depleted = about(StockDepleted.class, news);
        if (!depleted.isEmpty()) {
            suspensions.suspend(depleted, cellar.now()).forEach(ad -> ask(ad, cellar.now()));
        }
        var replenished = about(StockReplenished.class, news);
        if (!replenished.isEmpty()) {
            suspensions.back(replenished, cellar.now());
        }
    }

    private void ask(Advertised ad, Instant now) {
        log.atInfo().addKeyValue("productId", ad.productId()).log("not to be advertised for now");
        if (ad.adManagerEmail() != null) {
            outbox.add(
                    ProductNews.outgoing(
                            new AdSuspensionRequested(
                                    ad.productId(),
                                    stocks.nextVersion(ad.productId()),
                                    ad.name(),
                                    ad.adManagerEmail(),
                                    now)));
        }
    }

    private static List<ProductId> about(
            Class<? extends ProductEvent> type, List<ProductEvent> news) {
        return news.stream().filter(type::isInstance).map(ProductEvent::productId).toList();
    }
}
