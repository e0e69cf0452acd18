package com.winemall.starter.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

class ConsumersHealthTest {

    @Test
    void a_consumer_that_has_ended_is_named_whoever_runs_it() {
        var polls = new ConsumerContainers(List.of(container("shop.orders", true)));
        var workers =
                new ConsumerContainers(
                        List.of(container("shop.work", false), container("shop.retries", true)));

        var health = new ConsumersHealth(List.of(polls, workers)).health();

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).isEqualTo(Map.of("stopped", List.of("shop.work")));
        assertThat(new ConsumersHealth(List.of(polls)).health().getStatus()).isEqualTo(Status.UP);
    }

    private static ConcurrentMessageListenerContainer<String, byte[]> container(
            String name, boolean asExpected) {
        var container =
                new ConcurrentMessageListenerContainer<String, byte[]>(
                        new DefaultKafkaConsumerFactory<>(Map.of()),
                        new ContainerProperties("a topic")) {
                    @Override
                    public boolean isInExpectedState() {
                        return asExpected;
                    }
                };
        container.setBeanName(name);
        return container;
    }
}
