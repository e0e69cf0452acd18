package com.winemall.starter.messaging;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.springframework.kafka.core.KafkaOperations;

/// Sends messages and waits until every in-sync replica has them.
public final class MessagePublisher {

    private final KafkaOperations<String, byte[]> kafka;
    private final MessageCodec codec;
    private final Clock clock;

    public MessagePublisher(
            KafkaOperations<String, byte[]> kafka, MessageCodec codec, Clock clock) {
        this.kafka = kafka;
        this.codec = codec;
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
        if (records.isEmpty()) {
            return;
        }
        try {
            List<CompletableFuture<?>> confirmations = new ArrayList<>(records.size());
            for (var record : records) {
                confirmations.add(kafka.send(record));
            }
            // Without it the producer would wait out its linger for records that will not come.
            kafka.flush();
            confirmations.forEach(CompletableFuture::join);
        } catch (CompletionException
                | KafkaException
                | org.springframework.kafka.KafkaException e) {
            throw new MessagesNotSent(records.size(), e);
        }
    }
}
