package com.winemall.starter.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a consumer could not handle, kept with its id, its key and the reason in
/// `<topic>.<consumer>.dlt`.
final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final int REASON_LENGTH_MAX = 1000;

    private final MessagePublisher publisher;
    private final MeterRegistry meters;
    private final Clock clock;

    DeadLetters(MessagePublisher publisher, MeterRegistry meters, Clock clock) {
        this.publisher = publisher;
        this.meters = meters;
        this.clock = clock;
    }

    static String topicFor(String topic, String consumer) {
        return topic + "." + consumer + ".dlt";
    }

    /// @throws MessagesNotSent if the broker did not take it; the record must not be passed over
    void accept(ConsumerRecord<String, byte[]> raw, String consumer, Throwable failure) {
        var letter =
                new ProducerRecord<>(
                        topicFor(raw.topic(), consumer),
                        null,
                        raw.key(),
                        raw.value(),
                        raw.headers());
        header(letter, "dlt_error", failure.getClass().getName());
        header(letter, "dlt_reason", reason(failure));
        header(letter, "dlt_topic", raw.topic());
        header(letter, "dlt_partition", Integer.toString(raw.partition()));
        header(letter, "dlt_offset", Long.toString(raw.offset()));
        header(letter, "dlt_at", clock.instant().toString());
        publisher.sendRecords(List.of(letter));
        meters.counter("winemall.dead.letters", "topic", raw.topic(), "consumer", consumer)
                .increment();
        log.atError()
                .addKeyValue("topic", raw.topic())
                .addKeyValue("key", raw.key())
                .addKeyValue("offset", raw.offset())
                .setCause(failure)
                .log("a record went to the dead letters");
    }

    private static String reason(Throwable failure) {
        var message = Objects.requireNonNullElse(failure.getMessage(), "no message");
        return message.length() <= REASON_LENGTH_MAX
                ? message
                : message.substring(0, REASON_LENGTH_MAX);
    }

    private static void header(ProducerRecord<?, ?> letter, String name, String value) {
        letter.headers().remove(name).add(name, value.getBytes(UTF_8));
    }
}
