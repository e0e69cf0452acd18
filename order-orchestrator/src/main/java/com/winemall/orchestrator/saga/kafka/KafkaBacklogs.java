package com.winemall.orchestrator.saga.kafka;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.winemall.orchestrator.saga.Backlog;
import com.winemall.orchestrator.saga.Backlogs;
import com.winemall.orchestrator.saga.Participant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Asks Kafka how far a participant's consumer group is.
@Component
class KafkaBacklogs implements Backlogs {

    private static final int KEPT_MAX = 100;

    private final ObjectProvider<Admin> admin;
    private final Duration timeout;
    private final LoadingCache<Question, Backlog> answers;

    KafkaBacklogs(ObjectProvider<Admin> admin, BacklogSettings settings) {
        this.admin = admin;
        this.timeout = settings.timeout();
        this.answers =
                Caffeine.newBuilder()
                        .maximumSize(KEPT_MAX)
                        .expireAfterWrite(settings.keptFor())
                        .build(this::ask);
    }

    @Override
    public Backlog of(Participant participant, String topic) {
        return answers.get(new Question(participant.group(), topic));
    }

    private Backlog ask(Question question) {
        try {
            return answer(question, new Patience(System.nanoTime() + timeout.toNanos()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Backlog.Unknown("interrupted");
        } catch (TimeoutException _) {
            return new Backlog.Unknown("Kafka did not answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Backlog.Unknown(String.valueOf(e.getCause()));
        } catch (KafkaException e) {
            return new Backlog.Unknown(e.toString());
        }
    }

    private Backlog answer(Question question, Patience patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        var kafka = admin.getObject();
        var group = kafka.describeConsumerGroups(List.of(question.group())).all();
        var taken =
                kafka.listConsumerGroupOffsets(question.group()).partitionsToOffsetAndMetadata();
        var partitions =
                patience
                        .get(kafka.describeTopics(List.of(question.topic())).allTopicNames())
                        .values()
                        .stream()
                        .flatMap(topic ->
                                topic.partitions().stream()
                                        .map(it ->
                                                new TopicPartition(topic.name(), it.partition())))
                        .collect(Collectors.toSet());
        var first = kafka.listOffsets(each(partitions, OffsetSpec.earliest())).all();
        var last = kafka.listOffsets(each(partitions, OffsetSpec.latest())).all();
        return new Backlog.Known(
                behind(patience.get(first), patience.get(last), patience.get(taken)),
                isListening(group, patience));
    }

    /// A group that has taken nothing of a partition yet will begin where the partition does.
    private static long behind(
            Map<TopicPartition, ListOffsetsResultInfo> first,
            Map<TopicPartition, ListOffsetsResultInfo> last,
            Map<TopicPartition, OffsetAndMetadata> taken) {
        return last.entrySet().stream()
                .mapToLong(end -> {
                    var offset = taken.get(end.getKey());
                    long next =
                            offset == null
                                    ? Objects.requireNonNull(first.get(end.getKey())).offset()
                                    : offset.offset();
                    return Math.max(0, end.getValue().offset() - next);
                })
                .sum();
    }

    private static boolean isListening(
            KafkaFuture<Map<String, ConsumerGroupDescription>> group, Patience patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return patience.get(group).values().stream().anyMatch(it -> !it.members().isEmpty());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw e;
        }
    }

    private static Map<TopicPartition, OffsetSpec> each(
            Set<TopicPartition> partitions, OffsetSpec offset) {
        return partitions.stream().collect(Collectors.toMap(it -> it, _ -> offset));
    }

    private record Question(String group, String topic) {}

    /// @param until in the JVM's nanoseconds
    private record Patience(long until) {

        <T> T get(KafkaFuture<T> answer)
                throws InterruptedException, ExecutionException, TimeoutException {
            return answer.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }
}
