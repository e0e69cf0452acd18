package com.winemall.starter.messaging;

import io.micrometer.tracing.Span;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.core.KafkaOperations;

/// Sends messages and waits until every in-sync replica has them.
public final class MessagePublisher {

    private final KafkaOperations<String, byte[]> kafka;
    private final MessageCodec codec;
    private final MessageTracing tracing;
    private final Clock clock;

    public MessagePublisher(
            KafkaOperations<String, byte[]> kafka,
            MessageCodec codec,
            MessageTracing tracing,
            Clock clock) {
        this.kafka = kafka;
        this.codec = codec;
        this.tracing = tracing;
        this.clock = clock;
    }

    /// @throws MessagesNotSent if the broker did not confirm all of them in time
    public void sendAndAwait(List<Outgoing> messages) {
        var now = clock.instant();
        sendRecords(messages.stream().map(message -> codec.encode(message, now)).toList());
    }

    /// Sends records that are encoded already.
    ///
    /// @throws MessagesNotSent if the broker did not confirm all of them in time
    public void sendRecords(List<ProducerRecord<String, byte[]>> records) {
        sendEach(records).stream()
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(failure -> {
                    throw new MessagesNotSent(records.size(), failure);
                });
    }

    /// Sends records that are encoded already, each for itself: one the broker does not take is no
    /// reason to keep back the others.
    ///
    /// @return for each record, in the same order, why the broker has not confirmed it, if it has
    ///   not
    public List<Optional<Throwable>> sendEach(List<ProducerRecord<String, byte[]>> records) {
        List<CompletableFuture<?>> confirmations = new ArrayList<>(records.size());
        List<Span> spans = new ArrayList<>(records.size());
        Map<String, Throwable> unreachable = new HashMap<>();
        for (var record : records) {
            spans.add(tracing.sending(record));
            var known = unreachable.get(record.topic());
            confirmations.add(
                    known == null
                            ? send(record, unreachable)
                            : CompletableFuture.failedFuture(known));
        }
        var failures = confirmed(confirmations);
        for (int i = 0; i < spans.size(); i++) {
            var span = spans.get(i);
            failures.get(i).ifPresent(span::error);
            span.end();
        }
        return failures;
    }

    private List<Optional<Throwable>> confirmed(List<CompletableFuture<?>> confirmations) {
        try {
            // Without it the producer would wait out its linger for records that will not come.
            kafka.flush();
        } catch (KafkaException | org.springframework.kafka.KafkaException e) {
            return confirmations.stream().map(_ -> Optional.<Throwable>of(e)).toList();
        }
        return confirmations.stream().map(MessagePublisher::failureOf).toList();
    }

    /// @param unreachable the topics found to be: each is waited for once, not once a record
    private CompletableFuture<?> send(
            ProducerRecord<String, byte[]> record, Map<String, Throwable> unreachable) {
        try {
            return kafka.send(record);
        } catch (KafkaException | org.springframework.kafka.KafkaException e) {
            if (NestedExceptionUtils.getMostSpecificCause(e) instanceof RetriableException) {
                unreachable.put(record.topic(), e);
            }
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Optional<Throwable> failureOf(CompletableFuture<?> confirmation) {
        try {
            confirmation.join();
            return Optional.empty();
        } catch (CompletionException e) {
            return Optional.of(e);
        }
    }
}
