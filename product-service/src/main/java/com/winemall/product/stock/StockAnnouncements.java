package com.winemall.product.stock;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.product.ProductEvent;
import com.winemall.contracts.reply.StockAwaited;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.outbox.Outbox;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Tells what nobody asked for at that moment: the sagas of those in line what became of them, and
/// the mall what became of a product. Nobody would ask again if it were lost, and a redelivery does
/// not make it again: it goes through the outbox, in the transaction that made it true. Most
/// transactions have nothing to tell, and pay nothing.
@Component
class StockAnnouncements {

    private final Outbox outbox;

    StockAnnouncements(Outbox outbox) {
        this.outbox = outbox;
    }

    /// To be called once the cellar is stored.
    void send(Cellar cellar) {
        outbox.add(
                Stream.concat(
                                cellar.announcements().stream().map(StockReplies::outgoing),
                                cellar.news().stream().map(StockAnnouncements::outgoing))
                        .toList());
    }

    void sendPositions(List<StockAwaited> moved) {
        outbox.add(moved.stream().map(StockReplies::outgoing).toList());
    }

    private static Outgoing outgoing(ProductEvent event) {
        var id = event.productId() + "/" + Topic.nameOf(event.getClass()) + "/" + event.version();
        return Outgoing.to(Topics.PRODUCT_EVENTS, id, event);
    }
}
