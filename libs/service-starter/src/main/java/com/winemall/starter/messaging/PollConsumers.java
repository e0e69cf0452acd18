package com.winemall.starter.messaging;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/// Runs one consumer, on one thread, for every [PollListener] of the service.
final class PollConsumers implements SmartLifecycle {

    private final List<ConcurrentMessageListenerContainer<String, byte[]>> containers;

    private PollConsumers(List<ConcurrentMessageListenerContainer<String, byte[]>> containers) {
        this.containers = containers;
    }

    /// @param service names the consumer groups
    /// @throws IllegalStateException if two consumers have one name: they would be one group
    static PollConsumers of(
            String service,
            List<PollConsumer<?>> consumers,
            ConsumerFactory<String, byte[]> factory,
            MessagingProperties properties) {
        long names = consumers.stream().map(PollConsumer::name).distinct().count();
        if (names < consumers.size()) {
            throw new IllegalStateException(service + " has two listeners of one name");
        }
        List<ConcurrentMessageListenerContainer<String, byte[]>> containers = new ArrayList<>();
        for (var consumer : consumers) {
            containers.add(container(service, consumer, factory, properties));
        }
        return new PollConsumers(containers);
    }

    @Override
    public void start() {
        containers.forEach(ConcurrentMessageListenerContainer::start);
    }

    @Override
    public void stop() {
        containers.forEach(ConcurrentMessageListenerContainer::stop);
    }

    @Override
    public boolean isRunning() {
        return containers.stream().anyMatch(ConcurrentMessageListenerContainer::isRunning);
    }

    /// Names of consumers that should run and do not: Kafka has sent them away for good.
    List<String> stopped() {
        return containers.stream()
                .filter(container -> !container.isInExpectedState())
                .map(ConcurrentMessageListenerContainer::getBeanName)
                .toList();
    }

    private static ConcurrentMessageListenerContainer<String, byte[]> container(
            String service,
            PollConsumer<?> consumer,
            ConsumerFactory<String, byte[]> factory,
            MessagingProperties properties) {
        var settings = new ContainerProperties(consumer.topicName());
        settings.setGroupId(service + "." + consumer.name());
        settings.setAckMode(AckMode.BATCH);
        // A commit that is lost delivers the poll again, which is what polls are made for.
        settings.setSyncCommits(false);
        settings.setMessageListener(consumer);
        settings.setListenerTaskExecutor(new SimpleAsyncTaskExecutor(consumer.topicName() + "."));
        if (properties.instanceId() != null) {
            settings.getKafkaConsumerProperties()
                    .put(
                            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                            properties.instanceId() + "." + consumer.name());
        }
        var container = new ConcurrentMessageListenerContainer<>(factory, settings);
        container.setBeanName(service + "." + consumer.name());
        container.setCommonErrorHandler(new DefaultErrorHandler(forAsLongAsItTakes(properties)));
        return container;
    }

    private static ExponentialBackOff forAsLongAsItTakes(MessagingProperties properties) {
        var backOff = new ExponentialBackOff();
        backOff.setInitialInterval(properties.outageDelay().toMillis());
        backOff.setMultiplier(2);
        backOff.setMaxInterval(properties.outageDelayMax().toMillis());
        return backOff;
    }
}
