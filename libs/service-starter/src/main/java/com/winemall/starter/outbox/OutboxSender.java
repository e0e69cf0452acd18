package com.winemall.starter.outbox;

import com.winemall.starter.messaging.MessageCodec;
import com.winemall.starter.messaging.MessagePublisher;
import com.winemall.starter.messaging.MessagesNotSent;
import com.winemall.starter.worker.Worker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends committed rows, many at a time: what is committed while one batch is under way makes the
/// next. Rows that are sent are deleted some time later, with many others; until then their lease
/// keeps them from being sent again.
final class OutboxSender extends Worker {

    private static final Logger log = LoggerFactory.getLogger(OutboxSender.class);
    private static final long IDLE_LOOK_MILLIS = 200;

    private final OutboxTable table;
    private final MessageCodec codec;
    private final MessagePublisher publisher;
    private final OutboxProperties properties;
    private final BlockingQueue<OutboxRow> committed;

    /// Only the worker's thread uses them.
    private final List<OutboxRow> sentRows = new ArrayList<>();

    private long lastDeletion = System.nanoTime();

    OutboxSender(
            OutboxTable table,
            MessageCodec codec,
            MessagePublisher publisher,
            OutboxProperties properties) {
        super("outbox");
        this.table = table;
        this.codec = codec;
        this.publisher = publisher;
        this.properties = properties;
        this.committed = new ArrayBlockingQueue<>(properties.queueMax());
    }

    /// Takes rows whose transaction is committed. What does not fit the queue stays in the table
    /// until its lease is over and a sweep takes it.
    void offer(List<OutboxRow> rows) {
        rows.forEach(committed::offer);
    }

    /// Sends what a crash or an outage left behind.
    ///
    /// @return how many rows were sent
    int sweep() {
        var rows = table.leaseAbandoned(properties.batchMax());
        if (!rows.isEmpty()) {
            log.atInfo()
                    .addKeyValue("rows", rows.size())
                    .log("sending what was left in the outbox");
            send(rows, table::delete);
        }
        return rows.size();
    }

    /// Before the consumers and the web server, so that whatever they commit finds it running, and
    /// stopped after them.
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    protected void work() throws InterruptedException {
        List<OutboxRow> batch = new ArrayList<>();
        while (isRunning() || !committed.isEmpty() || !sentRows.isEmpty()) {
            try {
                var first =
                        committed.poll(isRunning() ? IDLE_LOOK_MILLIS : 0, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    committed.drainTo(batch, properties.batchMax() - 1);
                    send(batch, sentRows::addAll);
                }
                if (isTimeToDelete()) {
                    deleteSent();
                }
            } catch (RuntimeException e) {
                // Nothing is lost: the rows are in the table, and the sweep tries them again.
                log.atWarn()
                        .addKeyValue("rows", batch.size())
                        .setCause(e)
                        .log("messages stay in the outbox for now");
                if (!isRunning()) {
                    return;
                }
            } finally {
                batch.clear();
            }
        }
    }

    private boolean isTimeToDelete() {
        return sentRows.size() >= properties.batchMax()
                || !isRunning()
                || System.nanoTime() - lastDeletion > properties.deletionDelay().toNanos();
    }

    private void deleteSent() {
        if (!sentRows.isEmpty()) {
            table.delete(sentRows);
            sentRows.clear();
        }
        lastDeletion = System.nanoTime();
    }

    /// Each row for itself: one that cannot be sent must neither hold up the others nor have them
    /// sent again and again.
    private void send(List<OutboxRow> rows, Consumer<List<OutboxRow>> whenSent) {
        var failures =
                publisher.sendEach(
                        rows.stream()
                                .map(row ->
                                        codec.encode(
                                                row.topic(),
                                                row.key(),
                                                row.type(),
                                                row.messageId(),
                                                row.createdAt(),
                                                row.traceparent(),
                                                row.payload()))
                                .toList());
        List<OutboxRow> sent = new ArrayList<>(rows.size());
        Map<OutboxRow, Throwable> unsent = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            var failure = failures.get(i);
            if (failure.isEmpty()) {
                sent.add(rows.get(i));
            } else {
                unsent.put(rows.get(i), failure.get());
            }
        }
        if (!sent.isEmpty()) {
            whenSent.accept(sent);
        }
        if (!unsent.isEmpty()) {
            table.remember(unsent);
            throw new MessagesNotSent(unsent.size(), unsent.values().iterator().next());
        }
    }
}
