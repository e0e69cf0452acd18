package com.winemall.product.stock;

import com.winemall.contracts.reply.StockReply;
import com.winemall.starter.outbox.Outbox;
import java.util.List;
import org.springframework.stereotype.Component;

/// Tells the sagas of those in line what became of them. Nobody asked at that moment, so nobody
/// would ask again if it were lost: it goes through the outbox.
@Component
class LineAnnouncements {

    private final Outbox outbox;

    LineAnnouncements(Outbox outbox) {
        this.outbox = outbox;
    }

    void send(List<? extends StockReply> replies) {
        outbox.add(replies.stream().map(StockReplies::outgoing).toList());
    }
}
