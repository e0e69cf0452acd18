package com.winemall.product.replenishment;

import com.winemall.product.replenishment.Replenishments.Counted;
import com.winemall.product.stock.ReceiveStockHandler;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Puts what the factory brought on the shelf, and counts it for the request that waits for it.
/// What is brought without being asked for, or beyond what was asked for, is there all the same.
@Component
@Transactional
public class CountDeliveryHandler {

    private static final Logger log = LoggerFactory.getLogger(CountDeliveryHandler.class);

    private final Replenishments replenishments;
    private final ReceiveStockHandler receiving;
    private final Clock clock;

    CountDeliveryHandler(
            Replenishments replenishments, ReceiveStockHandler receiving, Clock clock) {
        this.replenishments = replenishments;
        this.receiving = receiving;
        this.clock = clock;
    }

    public Counted handle(Delivery delivery) {
        var counted = replenishments.count(delivery, clock.instant());
        switch (counted) {
            case NOW ->
                    receiving.handle(
                            delivery.productId(), delivery.quantity(), delivery.reference());
            case BEFORE ->
                    log.atInfo()
                            .addKeyValue("deliveryId", delivery.id())
                            .log("a delivery came again");
            case UNKNOWN_PRODUCT ->
                    log.atWarn()
                            .addKeyValue("deliveryId", delivery.id())
                            .addKeyValue("productId", delivery.productId())
                            .log("the factory delivers what nobody knows");
        }
        return counted;
    }
}
