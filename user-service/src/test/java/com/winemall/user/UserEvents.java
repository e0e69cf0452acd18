package com.winemall.user;

import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.user.CustomerBecameVip;
import com.winemall.contracts.user.UserEvent;
import com.winemall.test.TestTopic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What everybody else is told about members from now on.
public final class UserEvents implements AutoCloseable {

    private final TestTopic<UserEvent> topic = TestTopic.open(Topics.USER_EVENTS);
    private final JdbcClient jdbc;

    public UserEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Everything there is about a member: what is on its way has arrived, and a mark sent after it
    /// along the same partition has been read.
    public List<UserEvent> about(String id) {
        await().until(() -> waiting(id) == 0);
        var mark =
                new CustomerBecameVip(
                        new CustomerId(UUID.fromString(id)),
                        Long.MAX_VALUE,
                        new OrderId(UUID.randomUUID()),
                        Instant.EPOCH);
        topic.send(mark);
        topic.await(mark::equals);
        return topic.messages().stream()
                .filter(event -> event.key().equals(id) && event.version() != Long.MAX_VALUE)
                .toList();
    }

    /// As Kafka has them.
    public List<ConsumerRecord<String, byte[]>> records() {
        return topic.records();
    }

    /// Messages about a member, or to be, that are committed and not sent.
    public int waiting(String id) {
        return jdbc.sql("select count(*) from outbox where message_key = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    @Override
    public void close() {
        topic.close();
    }
}
