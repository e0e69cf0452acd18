package com.winemall.starter.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// A record one consumer could not handle, as it is kept in `<topic>.<consumer>.dlt`: with its key,
/// its value and its headers, and why in further headers.
///
/// @param topic where it came from, as `partition` and `offset` say more closely
/// @param sentAt when it was sent there; together with its place it names the record, for places
///   are given anew when a broker has lost its data
/// @param headers those it came with
/// @param error why it could not be handled, for people
/// @param attempts how often it was tried alone
/// @param at when it was given up
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DeadRecord(
        String topic,
        String consumer,
        int partition,
        long offset,
        Instant sentAt,
        @Nullable String key,
        byte @Nullable [] value,
        Map<String, String> headers,
        String error,
        int attempts,
        Instant at) {

    private static final String SUFFIX = ".dlt";
    private static final String PREFIX = "dlt_";
    private static final String CONSUMER = PREFIX + "consumer";
    private static final String ERROR = PREFIX + "error";
    private static final String REASON = PREFIX + "reason";
    private static final String TOPIC = PREFIX + "topic";
    private static final String PARTITION = PREFIX + "partition";
    private static final String OFFSET = PREFIX + "offset";
    private static final String SENT_AT = PREFIX + "sent_at";
    private static final String ATTEMPTS = PREFIX + "attempts";
    private static final String AT = PREFIX + "at";

    private static final int REASON_LENGTH_MAX = 1000;

    public static String topicFor(PollListener<?> listener) {
        return topicFor(listener.topic().name(), listener.name());
    }

    private static String topicFor(String topic, String consumer) {
        return topic + "." + consumer + SUFFIX;
    }

    static ProducerRecord<String, byte[]> write(
            ConsumerRecord<String, byte[]> raw,
            String consumer,
            Throwable failure,
            int attempts,
            Instant now) {
        var letter =
                new ProducerRecord<>(
                        topicFor(raw.topic(), consumer),
                        null,
                        raw.key(),
                        raw.value(),
                        raw.headers());
        header(letter, CONSUMER, consumer);
        header(letter, ERROR, failure.getClass().getName());
        header(letter, REASON, reasonOf(failure));
        header(letter, TOPIC, raw.topic());
        header(letter, PARTITION, Integer.toString(raw.partition()));
        header(letter, OFFSET, Long.toString(raw.offset()));
        header(letter, SENT_AT, Instant.ofEpochMilli(raw.timestamp()).toString());
        header(letter, ATTEMPTS, Integer.toString(attempts));
        header(letter, AT, now.toString());
        return letter;
    }

    /// The same, smaller: its value can only be read where it came from.
    static ProducerRecord<String, byte[]> withoutValue(ProducerRecord<String, byte[]> letter) {
        return new ProducerRecord<>(
                letter.topic(), null, letter.key(), new byte[0], letter.headers());
    }

    /// Nothing, if nobody has written this record as a dead letter.
    public static Optional<DeadRecord> read(ConsumerRecord<String, byte[]> letter) {
        Map<String, String> all = texts(letter.headers());
        Map<String, String> own = new LinkedHashMap<>(all);
        own.keySet().removeIf(name -> name.startsWith(PREFIX));
        try {
            return Optional.of(
                    new DeadRecord(
                            required(all, TOPIC),
                            required(all, CONSUMER),
                            Integer.parseInt(required(all, PARTITION)),
                            Long.parseLong(required(all, OFFSET)),
                            Instant.parse(required(all, SENT_AT)),
                            letter.key(),
                            letter.value(),
                            own,
                            simpleName(required(all, ERROR)) + ": " + required(all, REASON),
                            Integer.parseInt(required(all, ATTEMPTS)),
                            Instant.parse(required(all, AT))));
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    /// What is told of a failure, here and when a record fails once more.
    public static String errorOf(Throwable failure) {
        return simpleName(failure.getClass().getName()) + ": " + reasonOf(failure);
    }

    /// The headers it came with, as Kafka has them.
    Headers rawHeaders() {
        var raw = new RecordHeaders();
        headers.forEach((name, text) -> raw.add(name, text.getBytes(UTF_8)));
        return raw;
    }

    private static Map<String, String> texts(Headers headers) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (var header : headers) {
            if (header.value() != null) {
                texts.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        return texts;
    }

    private static String required(Map<String, String> headers, String name) {
        var text = headers.get(name);
        if (text == null) {
            throw new IllegalArgumentException("no header " + name);
        }
        return text;
    }

    private static String reasonOf(Throwable failure) {
        var message = Objects.requireNonNullElse(failure.getMessage(), "no message");
        return message.length() <= REASON_LENGTH_MAX
                ? message
                : message.substring(0, REASON_LENGTH_MAX);
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static void header(ProducerRecord<?, ?> letter, String name, String value) {
        letter.headers().remove(name).add(name, value.getBytes(UTF_8));
    }
}
