package com.winemall.starter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.winemall.contracts.OrderId;
import com.winemall.contracts.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Ends the process it runs in as a power cut would, at the very point a marker names: before a
/// record is sent, or when the broker has just confirmed it. It is given to a producer of a process
/// of its own, whose marker is a file.
public final class CrashPoint implements ProducerInterceptor<String, byte[]> {

    /// The system property with the marker's path.
    static final String MARKER = "test.crash.marker";

    static final int EXIT_CODE = 137;

    enum When {
        BEFORE_SEND,
        AFTER_CONFIRMATION
    }

    private final Path marker = Path.of(System.getProperty(MARKER));

    /// Lets the process with this marker end at the first record of this order on this topic.
    static void arm(Path marker, When when, Topic<?> topic, OrderId order) {
        try {
            Files.writeString(marker, point(when, topic.name(), order.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void disarm(Path marker) {
        try {
            Files.deleteIfExists(marker);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> record) {
        endIfArmed(When.BEFORE_SEND, record.topic(), record.key());
        return record;
    }

    @Override
    public void onAcknowledgement(
            RecordMetadata metadata, @Nullable Exception failure, Headers headers) {
        if (failure == null) {
            var key = new String(headers.lastHeader("ce_subject").value(), UTF_8);
            endIfArmed(When.AFTER_CONFIRMATION, metadata.topic(), key);
        }
    }

    @Override
    public void configure(Map<String, ?> configuration) {}

    @Override
    public void close() {}

    private void endIfArmed(When when, String topic, String key) {
        if (Files.exists(marker) && read(marker).equals(point(when, topic, key))) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    private static String point(When when, String topic, String key) {
        return when + " " + topic + " " + key;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
