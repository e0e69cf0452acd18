package com.winemall.starter.messaging;

import com.winemall.contracts.Message;
import com.winemall.contracts.Topic;
import java.util.List;

/// What a service does with the messages of one topic. A bean of this type is all it takes to
/// listen; the starter runs the consumer.
///
/// A poll is delivered again, in whole or record by record, whenever this process or something it
/// leans on failed. So everything done has a key that makes doing it twice the same as once, and
/// the answers to a message seen before are the answers it got before.
public interface PollListener<M extends Message> {

    Topic<M> topic();

    /// Names this consumer, and no other of its service; part of its group and of its dead-letter
    /// topic.
    String name();

    default Tempo tempo() {
        return Tempo.BRISK;
    }

    /// Handles one poll, inside a transaction. What it returns is sent after the commit and before
    /// the offsets are.
    ///
    /// An exception replays the poll record by record; the record that fails alone goes to the dead
    /// letters, at once for an [IllegalStateException] (a broken invariant), after bounded retries
    /// for any other. An outage of the database or of Kafka is not the record's fault: the poll is
    /// kept and tried again until it is over.
    List<Outgoing> onPoll(List<Received<M>> poll);
}
