package com.winemall.product.replenishment;

import com.winemall.contracts.ReplenishmentId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.product.RequestReplenishment;
import com.winemall.product.stock.Cellar;
import com.winemall.product.stock.ShelfWatcher;
import com.winemall.starter.FreshIds;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.outbox.Outbox;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Opens a request for each product of which there is too little, unless one is under way. The work
/// it makes goes through the outbox: a poll that is delivered again finds the request open.
@Component
class OpenReplenishments implements ShelfWatcher {

    private static final Logger log = LoggerFactory.getLogger(OpenReplenishments.class);

    private final Replenishments replenishments;
    private final Outbox outbox;
    private final ReplenishmentSettings settings;
    private final FreshIds ids;

    OpenReplenishments(
            Replenishments replenishments,
            Outbox outbox,
            ReplenishmentSettings settings,
            FreshIds ids) {
        this.replenishments = replenishments;
        this.outbox = outbox;
        this.settings = settings;
        this.ids = ids;
    }

    @Override
    public void changed(Cellar cellar) {
        var shortfalls = cellar.shortfalls();
        if (shortfalls.isEmpty()) {
            return;
        }
        var now = cellar.now();
        List<RequestReplenishment> wanted =
                shortfalls.stream()
                        .map(shortfall ->
                                new RequestReplenishment(
                                        new ReplenishmentId(ids.next()),
                                        shortfall.productId(),
                                        shortfall.quantity(),
                                        now))
                        .toList();
        var opened = replenishments.open(wanted, now.minus(settings.restAfterFailure()));
        outbox.add(opened.stream().map(OpenReplenishments::outgoing).toList());
        opened.forEach(request ->
                log.atInfo()
                        .addKeyValue("replenishmentId", request.replenishmentId())
                        .addKeyValue("productId", request.productId())
                        .addKeyValue("quantity", request.quantity())
                        .log("more is wanted from the factory"));
    }

    private static Outgoing outgoing(RequestReplenishment request) {
        return Outgoing.to(
                Topics.PRODUCT_REPLENISHMENTS, request.replenishmentId() + "/request", request);
    }
}
