package com.winemall.product.stock;

import com.winemall.contracts.Topics;
import com.winemall.contracts.reply.AllotmentReply;
import com.winemall.contracts.reply.StockAwaited;
import com.winemall.contracts.reply.StockReply;
import com.winemall.starter.messaging.Outgoing;

/// How replies travel back to who asked: the saga, or the sale events.
final class StockReplies {

    private StockReplies() {}

    /// The reply under the id it always has. A place in line is told again when it changes.
    static Outgoing outgoing(StockReply reply) {
        var id = reply.commandId() + "/" + reply.getClass().getSimpleName();
        return Outgoing.to(
                Topics.ORCHESTRATOR_REPLIES,
                reply instanceof StockAwaited awaited ? id + "/" + awaited.position() : id,
                reply);
    }

    /// The reply under the id it always has.
    static Outgoing outgoing(AllotmentReply reply) {
        var id = reply.commandId() + "/" + reply.getClass().getSimpleName();
        return Outgoing.to(Topics.ORDER_REPLIES, id, reply);
    }
}
