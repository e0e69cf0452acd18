package com.winemall.starter.messaging;

import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/// Consumers that run as long as the service does. Beans of this type are what [the health of the
/// consumers][ConsumersHealth] is about.
public class ConsumerContainers implements SmartLifecycle {

    private final List<ConcurrentMessageListenerContainer<String, byte[]>> containers;

    protected ConsumerContainers(
            List<ConcurrentMessageListenerContainer<String, byte[]>> containers) {
        this.containers = containers;
    }

    @Override
    public final void start() {
        containers.forEach(ConcurrentMessageListenerContainer::start);
    }

    @Override
    public void stop() {
        containers.forEach(ConcurrentMessageListenerContainer::stop);
    }

    @Override
    public final boolean isRunning() {
        return containers.stream().anyMatch(ConcurrentMessageListenerContainer::isRunning);
    }

    /// Names of consumers that should run and do not: Kafka has sent them away for good.
    final List<String> stopped() {
        return containers.stream()
                .filter(container -> !container.isInExpectedState())
                .map(ConcurrentMessageListenerContainer::getBeanName)
                .toList();
    }
}
