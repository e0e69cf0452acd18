package com.winemall.test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// What a service listens to, as the broker sees it: whoever wrote a consumer, and however, it is
/// here.
final class ConsumedTopics implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;

    private final Admin admin;
    private final String groups;
    private final String deadLetters;

    /// @param service names the groups
    ConsumedTopics(String service) {
        this.admin = Admin.create(Map.of("bootstrap.servers", Backends.get().kafkaServers()));
        this.groups = service + ".";
        this.deadLetters = groups + "dead-letters";
    }

    /// Each topic that is read right now, and the groups that read it. The reader of the dead
    /// letters is left out: what it cannot read is nobody's letter.
    Map<String, Set<String>> groupsByTopic() {
        List<String> own = new ArrayList<>();
        for (GroupListing group : answer(admin.listGroups().all())) {
            if (group.groupId().startsWith(groups) && !group.groupId().equals(deadLetters)) {
                own.add(group.groupId());
            }
        }
        Map<String, Set<String>> byTopic = new TreeMap<>();
        answer(admin.describeConsumerGroups(own).all())
                .forEach((name, group) ->
                        group.members().stream()
                                .flatMap(member -> member.assignment().topicPartitions().stream())
                                .forEach(partition ->
                                        byTopic.computeIfAbsent(
                                                        partition.topic(), _ -> new TreeSet<>())
                                                .add(name)));
        return byTopic;
    }

    /// Whether all of these groups have done with a record.
    boolean isHandled(Set<String> by, TopicPartition partition, long offset) {
        Map<String, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>>> asked = new HashMap<>();
        by.forEach(group ->
                asked.put(
                        group,
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
        return asked.values().stream()
                .allMatch(offsets -> {
                    var committed = answer(offsets).get(partition);
                    return committed != null && committed.offset() > offset;
                });
    }

    @Override
    public void close() {
        admin.close();
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException("the broker does not say", e);
        }
    }
}
