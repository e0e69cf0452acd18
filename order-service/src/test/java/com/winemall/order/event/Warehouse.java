package com.winemall.order.event;

import com.winemall.contracts.EventId;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.product.AllotStock;
import com.winemall.contracts.product.ProductCommand;
import com.winemall.contracts.product.ReturnAllotment;
import com.winemall.contracts.reply.AllotmentRejected;
import com.winemall.contracts.reply.AllotmentReply;
import com.winemall.contracts.reply.AllotmentReturned;
import com.winemall.contracts.reply.StockAllotted;
import com.winemall.test.TestTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// product-service as sale events see it: it answers what they ask for as soon as it hears it.
final class Warehouse implements AutoCloseable {

    static final long LIST_PRICE = 30_000;

    private static final Duration PAUSE = Duration.ofMillis(5);

    private final TestTopic<ProductCommand> commands = TestTopic.open(Topics.PRODUCT_COMMANDS);
    private final TestTopic<AllotmentReply> replies = TestTopic.open(Topics.ORDER_REPLIES);
    private final Map<ProductId, Integer> stock = new ConcurrentHashMap<>();
    private final List<ProductCommand> heard = new CopyOnWriteArrayList<>();
    private final Thread thread;

    private volatile boolean closed;
    private volatile boolean silent;

    Warehouse() {
        thread = Thread.ofVirtual().start(this::run);
    }

    void has(ProductId product, int units) {
        stock.put(product, units);
    }

    /// Hears everything, and says nothing.
    void silent(boolean now) {
        silent = now;
    }

    List<AllotStock> allotments(EventId event) {
        return heard.stream()
                .filter(AllotStock.class::isInstance)
                .map(AllotStock.class::cast)
                .filter(command -> command.eventId().equals(event))
                .toList();
    }

    boolean isReturned(EventId event) {
        return heard.stream()
                .anyMatch(command ->
                        command instanceof ReturnAllotment it && it.eventId().equals(event));
    }

    private void run() {
        while (!closed) {
            var all = commands.messages();
            for (var command : all.subList(heard.size(), all.size())) {
                heard.add(command);
                if (!silent) {
                    answer(command);
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void answer(ProductCommand command) {
        switch (command) {
            case AllotStock it -> replies.send(allot(it));
            case ReturnAllotment it ->
                    replies.send(new AllotmentReturned(it.commandId(), it.eventId(), 0));
            default -> {}
        }
    }

    private AllotmentReply allot(AllotStock command) {
        int available = stock.getOrDefault(command.productId(), 0);
        if (available < command.quantity()) {
            return new AllotmentRejected(
                    command.commandId(), command.eventId(), command.quantity(), available);
        }
        long price = command.price() == null ? LIST_PRICE : command.price();
        return new StockAllotted(command.commandId(), command.eventId(), command.quantity(), price);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        commands.close();
        replies.close();
    }
}
