package com.winemall.starter.outbox;

import com.winemall.starter.commit.AfterCommit;
import com.winemall.starter.messaging.Outgoing;
import java.util.List;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Where a message goes that redelivery could not make again.
public class Outbox {

    private final OutboxTable table;
    private final OutboxSender sender;

    Outbox(OutboxTable table, OutboxSender sender) {
        this.table = table;
        this.sender = sender;
    }

    /// Adds messages to the transaction under way. They are sent right after its commit, and never
    /// if it rolls back.
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(List<Outgoing> messages) {
        if (messages.isEmpty()) {
            return;
        }
        var rows = table.insert(messages);
        AfterCommit.run(() -> sender.offer(rows));
    }

    /// As [#add(List)], for one.
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(Outgoing message) {
        add(List.of(message));
    }
}
