package com.winemall.starter.messaging;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// A service whose consumer has ended for good looks alive and answers nobody. It is to be
/// restarted.
final class ConsumersHealth implements HealthIndicator {

    private final List<ConsumerContainers> consumers;

    ConsumersHealth(List<ConsumerContainers> consumers) {
        this.consumers = consumers;
    }

    @Override
    public Health health() {
        var stopped = consumers.stream().flatMap(some -> some.stopped().stream()).toList();
        return stopped.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("stopped", stopped).build();
    }
}
