package com.winemall.starter.deadletter;

import com.winemall.starter.messaging.PollListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;

/// Says how many dead letters wait, for each consumer, those that have none included: an alarm that
/// is over has to be seen to be over.
class DeadLetterGauges {

    private final DeadLetterTable table;
    private final List<Tags> consumers;
    private final MultiGauge gauges;

    DeadLetterGauges(
            DeadLetterTable table,
            ObjectProvider<PollListener<?>> listeners,
            MeterRegistry meters) {
        this.table = table;
        this.consumers =
                listeners
                        .orderedStream()
                        .map(listener -> tags(listener.topic().name(), listener.name()))
                        .toList();
        this.gauges =
                MultiGauge.builder("winemall.dead.letters")
                        .description("records a consumer could not handle, which wait for a person")
                        .register(meters);
    }

    @Scheduled(fixedDelayString = "${winemall.dead-letters.count-interval:5s}")
    void count() {
        Map<Tags, Long> waiting = new HashMap<>();
        consumers.forEach(consumer -> waiting.put(consumer, 0L));
        table.waiting()
                .forEach(found ->
                        waiting.put(tags(found.topic(), found.consumer()), found.waiting()));
        List<Row<?>> rows =
                waiting.entrySet().stream()
                        .<Row<?>>map(entry -> Row.of(entry.getKey(), entry.getValue()))
                        .toList();
        gauges.register(rows, true);
    }

    private static Tags tags(String topic, String consumer) {
        return Tags.of("topic", topic, "consumer", consumer);
    }
}
