package com.winemall.notification.restock.kafka;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.product.AdResumptionRequested;
import com.winemall.contracts.product.AdSuspensionRequested;
import com.winemall.contracts.product.ProductEvent;
import com.winemall.contracts.product.ReplenishmentFailed;
import com.winemall.contracts.product.StockDepleted;
import com.winemall.contracts.product.StockReplenished;
import com.winemall.notification.restock.AnnounceRestockHandler;
import com.winemall.notification.restock.Replenishment;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import com.winemall.starter.messaging.Tempo;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Hears which products are back in stock.
@Component
class StockEventListener implements PollListener<ProductEvent> {

    private final AnnounceRestockHandler handler;

    StockEventListener(AnnounceRestockHandler handler) {
        this.handler = handler;
    }

    @Override
    public Topic<ProductEvent> topic() {
        return Topics.PRODUCT_EVENTS;
    }

    @Override
    public String name() {
        return "restock";
    }

    @Override
    public Tempo tempo() {
        return Tempo.LEISURELY;
    }

    @Override
    public List<Outgoing> onPoll(List<Received<ProductEvent>> poll) {
        handler.handle(
                poll.stream()
                        .flatMap(received -> replenishment(received.message()).stream())
                        .toList());
        return List.of();
    }

    private static Optional<Replenishment> replenishment(ProductEvent event) {
        return switch (event) {
            case StockReplenished replenished -> Optional.of(Replenishment.of(replenished));
            case StockDepleted _,
                    ReplenishmentFailed _,
                    AdSuspensionRequested _,
                    AdResumptionRequested _ ->
                    Optional.empty();
        };
    }
}
