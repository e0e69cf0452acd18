package com.winemall.product.stock;

import com.winemall.contracts.reply.StockAwaited;
import com.winemall.starter.outbox.Outbox;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Tells what nobody asked for at that moment: the sagas of those in line what became of them, the
/// mall what became of a product, and those who watch the shelves. Nobody would ask again if it
/// were lost, and a redelivery does not make it again: it goes through the outbox, in the
/// transaction that made it true. Most transactions have nothing to tell, and pay nothing.
@Component
class StockAnnouncements {

    private final Outbox outbox;
    private final List<ShelfWatcher> watchers;

    StockAnnouncements(Outbox outbox, List<ShelfWatcher> watchers) {
        this.outbox = outbox;
        this.watchers = watchers;
    }

    /// To be called once the cellar is stored.
    void send(Cellar cellar) {
        outbox.add(
                Stream.concat(
                                cellar.announcements().stream().map(StockReplies::outgoing),
                                cellar.news().stream().map(ProductNews::outgoing))
                        .toList());
        watchers.forEach(watcher -> watcher.changed(cellar));
    }

    void sendPositions(List<StockAwaited> moved) {
        outbox.add(moved.stream().map(StockReplies::outgoing).toList());
    }
}
