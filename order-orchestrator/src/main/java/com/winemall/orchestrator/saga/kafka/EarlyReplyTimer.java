package com.winemall.orchestrator.saga.kafka;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.orchestrator.saga.EarlyReplies;
import com.winemall.starter.messaging.MessageCodec;
import com.winemall.starter.messaging.MessagePublisher;
import com.winemall.starter.messaging.Received;
import java.time.Clock;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Puts early replies back on their topic, where they are handled like any other: once their sagas
/// are there, or once they are so old that they belong to the dead letters.
@Component
class EarlyReplyTimer {

    private static final Logger log = LoggerFactory.getLogger(EarlyReplyTimer.class);

    private final EarlyReplies earlyReplies;
    private final MessagePublisher publisher;
    private final MessageCodec codec;
    private final EarlyReplySettings settings;
    private final TransactionOperations transaction;
    private final Clock clock;

    EarlyReplyTimer(
            EarlyReplies earlyReplies,
            MessagePublisher publisher,
            MessageCodec codec,
            EarlyReplySettings settings,
            TransactionOperations transaction,
            Clock clock) {
        this.earlyReplies = earlyReplies;
        this.publisher = publisher;
        this.codec = codec;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${winemall.saga.early-replies.interval:500ms}")
    void tick() {
        int sent;
        do {
            sent = transaction.execute(_ -> letThemGoOn());
        } while (sent == settings.batchMax());
    }

    /// Sent before the commit: a crash in between sends them twice, which changes nothing.
    private int letThemGoOn() {
        var replies =
                earlyReplies.takeOut(
                        clock.instant().minus(settings.patience()), settings.batchMax());
        if (replies.isEmpty()) {
            return 0;
        }
        log.atInfo().addKeyValue("replies", replies.size()).log("early replies go on");
        publisher.sendRecords(replies.stream().map(this::record).toList());
        return replies.size();
    }

    /// Under the id and the time it was first sent with.
    private ProducerRecord<String, byte[]> record(Received<SagaReply> received) {
        var reply = received.message();
        return codec.encode(
                Topics.ORCHESTRATOR_REPLIES.name(),
                reply.key(),
                Topic.nameOf(reply.getClass()),
                received.id(),
                received.time(),
                received.traceparent(),
                codec.value(reply));
    }
}
