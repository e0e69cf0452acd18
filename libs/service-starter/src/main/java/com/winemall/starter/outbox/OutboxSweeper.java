package com.winemall.starter.outbox;

import com.winemall.starter.messaging.MessagesNotSent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Looks after the outbox: sends what was left behind and says how much waits.
class OutboxSweeper {

    private static final Logger log = LoggerFactory.getLogger(OutboxSweeper.class);

    private final OutboxTable table;
    private final OutboxSender sender;
    private final OutboxProperties properties;

    private volatile OutboxTable.Depth depth = new OutboxTable.Depth(0, 0, Duration.ZERO);

    OutboxSweeper(
            OutboxTable table,
            OutboxSender sender,
            OutboxProperties properties,
            MeterRegistry meters) {
        this.table = table;
        this.sender = sender;
        this.properties = properties;
        Gauge.builder("winemall.outbox.waiting", () -> depth.waiting())
                .description("messages committed and not yet sent")
                .register(meters);
        Gauge.builder("winemall.outbox.parked", () -> depth.parked())
                .description("messages that could not be sent and wait for a person")
                .register(meters);
        Gauge.builder("winemall.outbox.oldest.age", () -> depth.oldestAge().toMillis() / 1000.0)
                .description("age of the oldest message not yet sent")
                .baseUnit("seconds")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${winemall.outbox.sweep-interval:1s}")
    void sweep() {
        try {
            while (sender.sweep() == properties.batchMax()) {
                log.debug("more is left in the outbox");
            }
        } catch (MessagesNotSent e) {
            log.atWarn().setCause(e).log("what is left in the outbox cannot be sent now");
        }
        depth = table.depth();
    }
}
