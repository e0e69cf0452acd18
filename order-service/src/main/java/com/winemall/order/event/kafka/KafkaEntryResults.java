package com.winemall.order.event.kafka;

import com.winemall.contracts.Topics;
import com.winemall.contracts.order.EntryDecided;
import com.winemall.order.event.EntryResults;
import com.winemall.starter.FreshIds;
import com.winemall.starter.messaging.MessagePublisher;
import com.winemall.starter.messaging.MessagesNotSent;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.worker.Worker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Sends results from a queue of its own, many at a time. They are for whoever wants to watch: an
/// order does not hang on them, so what the broker does not take, and what the queue does not hold,
/// is counted and forgotten.
@Component
class KafkaEntryResults extends Worker implements EntryResults {

    private static final Logger log = LoggerFactory.getLogger(KafkaEntryResults.class);
    private static final long IDLE_LOOK_MILLIS = 200;

    private final MessagePublisher publisher;
    private final FreshIds ids;
    private final EntryResultSettings settings;
    private final BlockingQueue<EntryDecided> queue;
    private final LongAdder overflowed = new LongAdder();
    private final Counter dropped;

    KafkaEntryResults(
            MessagePublisher publisher,
            FreshIds ids,
            EntryResultSettings settings,
            MeterRegistry meters) {
        super("entry-results");
        this.publisher = publisher;
        this.ids = ids;
        this.settings = settings;
        this.queue = new ArrayBlockingQueue<>(settings.queueMax());
        this.dropped =
                Counter.builder("winemall.event.results.dropped")
                        .description("results of entries nobody was told")
                        .register(meters);
        meters.gaugeCollectionSize("winemall.event.results.waiting", List.of(), queue);
    }

    @Override
    public void tell(EntryDecided result) {
        if (!queue.offer(result)) {
            overflowed.increment();
        }
    }

    @Override
    protected void work() throws InterruptedException {
        List<EntryDecided> batch = new ArrayList<>();
        while (isRunning() || !queue.isEmpty()) {
            try {
                var first = queue.poll(IDLE_LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, settings.batchMax() - 1);
                    send(batch);
                }
                drop(overflowed.sumThenReset(), "the queue is full");
            } finally {
                batch.clear();
            }
        }
    }

    private void send(List<EntryDecided> batch) {
        try {
            publisher.sendAndAwait(
                    batch.stream()
                            .map(result ->
                                    Outgoing.to(
                                            Topics.ORDER_ENTRIES, ids.next().toString(), result))
                            .toList());
        } catch (MessagesNotSent e) {
            drop(batch.size(), e.getMessage());
        }
    }

    private void drop(long count, @Nullable String reason) {
        if (count > 0) {
            dropped.increment((double) count);
            log.atWarn()
                    .addKeyValue("results", count)
                    .log("results of entries are dropped: {}", reason);
        }
    }

    /// Nobody waits for long to be told what they only watch.
    @Override
    public void stop() {
        if (!stopWithin(settings.stopPatience())) {
            drop(queue.size(), "this instance stops");
        }
    }

    /// Runs before the web server takes requests and until it has answered the last one.
    @Override
    public int getPhase() {
        return 1;
    }
}
