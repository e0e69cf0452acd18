package com.winemall.starter.messaging;

import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets apart what a consumer could not handle, as a [DeadRecord].
final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final MessagePublisher publisher;
    private final Clock clock;

    DeadLetters(MessagePublisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /// @param attempts how often the record was tried alone
    /// @throws MessagesNotSent if the broker did not take it; the record must not be passed over
    void accept(
            ConsumerRecord<String, byte[]> raw, String consumer, Throwable failure, int attempts) {
        var letter = DeadRecord.write(raw, consumer, failure, attempts, clock.instant());
        try {
            publisher.sendRecords(List.of(letter));
        } catch (MessagesNotSent e) {
            if (!e.isTheMessagesFault()) {
                throw e;
            }
            // It was as large as a record may be, and the reason makes it larger. It must not stay
            // in the way of the others for that.
            publisher.sendRecords(List.of(DeadRecord.withoutValue(letter)));
        }
        log.atError()
                .addKeyValue("topic", raw.topic())
                .addKeyValue("key", raw.key())
                .addKeyValue("offset", raw.offset())
                .setCause(failure)
                .log("a record went to the dead letters");
    }
}
