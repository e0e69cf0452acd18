package com.winemall.starter.deadletter;

import com.winemall.starter.messaging.DeadRecord;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.RecordListener;
import com.winemall.starter.messaging.Tempo;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/// Writes down what the service's consumers gave up. A letter delivered twice is written once.
final class DeadLetterCollector implements RecordListener {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterCollector.class);

    private final List<String> topics;
    private final DeadLetterTable table;

    DeadLetterCollector(ObjectProvider<PollListener<?>> listeners, DeadLetterTable table) {
        this.topics = listeners.orderedStream().map(DeadRecord::topicFor).toList();
        this.table = table;
    }

    @Override
    public String name() {
        return "dead-letters";
    }

    @Override
    public List<String> topics() {
        return topics;
    }

    @Override
    public Tempo tempo() {
        return Tempo.RARE;
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> poll) {
        List<DeadRecord> letters = new ArrayList<>(poll.size());
        for (var raw : poll) {
            DeadRecord.read(raw)
                    .ifPresentOrElse(
                            letters::add,
                            () ->
                                    log.atError()
                                            .addKeyValue("topic", raw.topic())
                                            .addKeyValue("offset", raw.offset())
                                            .log("this is no dead letter of ours: passed over"));
        }
        if (!letters.isEmpty()) {
            table.insert(letters);
        }
    }
}
