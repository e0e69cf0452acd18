package com.winemall.starter.messaging;

import com.winemall.contracts.Message;
import com.winemall.contracts.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.transaction.support.TransactionOperations;

/// One poll of one topic: database commit, then the answers, then (by the container, once this
/// returns) the offsets. A crash in between delivers the poll again, and the listener makes the
/// same answers again; that is why nothing has to be stored to be sent.
final class PollConsumer<M extends Message> implements RecordListener {

    private static final Logger log = LoggerFactory.getLogger(PollConsumer.class);

    private final PollListener<M> listener;
    private final Topic<M> topic;
    private final MessageCodec codec;
    private final TransactionOperations transaction;
    private final MessagePublisher publisher;
    private final MessageTracing tracing;
    private final DeadLetters deadLetters;
    private final RetryTemplate retries;
    private final DistributionSummary pollSizes;
    private final Counter replays;

    PollConsumer(
            PollListener<M> listener,
            MessageCodec codec,
            TransactionOperations transaction,
            MessagePublisher publisher,
            MessageTracing tracing,
            DeadLetters deadLetters,
            MessagingProperties properties,
            MeterRegistry meters) {
        this.listener = listener;
        this.topic = listener.topic();
        this.codec = codec;
        this.transaction = transaction;
        this.publisher = publisher;
        this.tracing = tracing;
        this.deadLetters = deadLetters;
        this.retries =
                new RetryTemplate(
                        RetryPolicy.builder()
                                .maxRetries(properties.attemptsMax() - 1L)
                                .delay(properties.retryDelay())
                                .multiplier(2)
                                .maxDelay(properties.retryDelayMax())
                                .predicate(PollConsumer::mayHelpToTryAgain)
                                .build());
        this.pollSizes =
                DistributionSummary.builder("winemall.poll.records")
                        .description("records in one poll, handled by one transaction")
                        .tag("topic", topic.name())
                        .tag("consumer", listener.name())
                        .register(meters);
        this.replays =
                Counter.builder("winemall.poll.replays")
                        .description("polls that failed and were replayed record by record")
                        .tag("topic", topic.name())
                        .tag("consumer", listener.name())
                        .register(meters);
    }

    @Override
    public String name() {
        return listener.name();
    }

    @Override
    public Tempo tempo() {
        return listener.tempo();
    }

    @Override
    public List<String> topics() {
        return List.of(topic.name());
    }

    boolean hasGivenUp(DeadRecord letter) {
        return letter.topic().equals(topic.name()) && letter.consumer().equals(listener.name());
    }

    /// Handles one record in the transaction under way, once.
    ///
    /// @return the answers, for the caller to send
    List<Outgoing> handleAgain(DeadRecord letter) {
        return listener.onPoll(List.of(codec.decode(topic, letter.rawHeaders(), letter.value())));
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
        pollSizes.record(records.size());
        List<Undeliverable> undeliverable = new ArrayList<>();
        var decoded = decode(records, undeliverable);
        try {
            handle(decoded.stream().map(Decoded::received).toList());
        } catch (RuntimeException e) {
            if (Outage.isBehind(e)) {
                throw e;
            }
            replays.increment();
            log.atWarn()
                    .addKeyValue("topic", topic.name())
                    .addKeyValue("records", decoded.size())
                    .setCause(e)
                    .log("a poll failed and is replayed record by record");
            decoded.forEach(alone -> handleAlone(alone, undeliverable));
        }
        // Last, because an outage on the way here brings the whole poll again, and every time
        // would leave another letter.
        undeliverable.forEach(record ->
                deadLetters.accept(
                        record.raw(), listener.name(), record.failure(), record.attempts()));
    }

    private void handle(List<Received<M>> poll) {
        if (poll.isEmpty()) {
            return;
        }
        try (var traced = tracing.open(topic.name(), poll)) {
            try {
                publisher.sendAndAwait(
                        transaction.execute(_ -> listener.onPoll(traced.messages())));
            } catch (RuntimeException e) {
                traced.failed(e);
                throw e;
            }
        }
    }

    private void handleAlone(Decoded<M> decoded, List<Undeliverable> undeliverable) {
        try {
            retries.execute(() -> {
                handle(List.of(decoded.received()));
                return true;
            });
        } catch (RetryException e) {
            var failure = e.getCause();
            if (failure instanceof RuntimeException outage && Outage.isBehind(outage)) {
                throw outage;
            }
            undeliverable.add(new Undeliverable(decoded.raw(), failure, e.getRetryCount() + 1));
        }
    }

    private List<Decoded<M>> decode(
            List<ConsumerRecord<String, byte[]>> records, List<Undeliverable> undeliverable) {
        List<Decoded<M>> decoded = new ArrayList<>(records.size());
        for (var raw : records) {
            try {
                decoded.add(new Decoded<>(raw, codec.decode(topic, raw)));
            } catch (MalformedMessage e) {
                undeliverable.add(new Undeliverable(raw, e, 1));
            }
        }
        return decoded;
    }

    private static boolean mayHelpToTryAgain(Throwable failure) {
        return !(failure instanceof IllegalStateException) && !Outage.isBehind(failure);
    }

    private record Decoded<M extends Message>(
            ConsumerRecord<String, byte[]> raw, Received<M> received) {}

    private record Undeliverable(
            ConsumerRecord<String, byte[]> raw, Throwable failure, int attempts) {}
}
