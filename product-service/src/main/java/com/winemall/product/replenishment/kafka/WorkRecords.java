package com.winemall.product.replenishment.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.winemall.starter.messaging.MessagePublisher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.stereotype.Component;

/// Passes a request on as it is, with its id and key, to where it waits for its next try or for a
/// person. What was found out on the way is in the headers; those of a dead letter are the same as
/// of any other in the mall, and say that it comes from where requests come from: handed out again
/// it begins anew.
@Component
class WorkRecords {

    private static final Logger log = LoggerFactory.getLogger(WorkRecords.class);

    private static final String RETRY_AT = "retry_at";
    private static final String RETRY_COUNT = "retry_count";
    private static final String RETRY_REASON = "retry_reason";
    private static final int REASON_LENGTH_MAX = 1000;

    private final MessagePublisher publisher;
    private final Clock clock;

    WorkRecords(MessagePublisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /// How long it is until this record is to be tried.
    Duration wait(ConsumerRecord<?, ?> record) {
        var at = header(record, RETRY_AT);
        return at == null ? Duration.ZERO : Duration.between(clock.instant(), Instant.parse(at));
    }

    /// Puts a request off.
    ///
    /// @param number of the next try
    void tryLater(
            ConsumerRecord<String, byte[]> record, int number, Duration delay, String reason) {
        var later = copy(record, WorkTopics.before(number));
        header(later, RETRY_AT, clock.instant().plus(delay).toString());
        header(later, RETRY_COUNT, Integer.toString(number - 1));
        header(later, RETRY_REASON, shortened(reason));
        publisher.sendRecords(List.of(later));
    }

    /// Gives a request to the dead letters.
    void bury(ConsumerRecord<String, byte[]> record, Exception failure) {
        var cause = thrownByTheWorker(failure);
        var letter = copy(record, WorkTopics.DEAD_LETTERS);
        header(letter, "dlt_error", cause.getClass().getName());
        header(letter, "dlt_consumer", WorkTopics.CONSUMER);
        header(letter, "dlt_topic", WorkTopics.REQUESTS);
        header(letter, "dlt_partition", Integer.toString(record.partition()));
        header(letter, "dlt_offset", Long.toString(record.offset()));
        header(letter, "dlt_sent_at", Instant.ofEpochMilli(record.timestamp()).toString());
        header(letter, "dlt_attempts", Integer.toString(retries(record) + 1));
        header(
                letter,
                "dlt_reason",
                shortened(Objects.requireNonNullElse(cause.getMessage(), "no message")));
        header(letter, "dlt_at", clock.instant().toString());
        publisher.sendRecords(List.of(letter));
        log.atError()
                .addKeyValue("topic", record.topic())
                .addKeyValue("key", record.key())
                .addKeyValue("offset", record.offset())
                .setCause(failure)
                .log("a request to the factory went to the dead letters");
    }

    /// The container wraps it.
    private static Throwable thrownByTheWorker(Exception failure) {
        return failure instanceof ListenerExecutionFailedException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    private static int retries(ConsumerRecord<?, ?> record) {
        var count = header(record, RETRY_COUNT);
        // Whatever is written there, its record must be buried and not stay in the way.
        return count != null && count.matches("\\d{1,4}") ? Integer.parseInt(count) : 0;
    }

    private static ProducerRecord<String, byte[]> copy(
            ConsumerRecord<String, byte[]> record, String topic) {
        return new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers());
    }

    private static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    private static String shortened(String reason) {
        return reason.length() <= REASON_LENGTH_MAX
                ? reason
                : reason.substring(0, REASON_LENGTH_MAX);
    }

    private static void header(ProducerRecord<?, ?> record, String name, String value) {
        record.headers().remove(name).add(name, value.getBytes(UTF_8));
    }
}
