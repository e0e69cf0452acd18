package com.winemall.product.replenishment.kafka;

import com.winemall.product.replenishment.ReplenishmentSettings;
import com.winemall.starter.messaging.MessagingProperties;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

/// Makes the topics requests wait on.
@Configuration(proxyBeanMethods = false)
class WorkTopicsConfiguration {

    @Bean
    @ConditionalOnBooleanProperty(name = "winemall.messaging.create-topics", matchIfMissing = true)
    NewTopics workTopics(ReplenishmentSettings settings, MessagingProperties messaging) {
        return new NewTopics(
                WorkTopics.all(settings.triesMax()).stream()
                        .map(name ->
                                TopicBuilder.name(name)
                                        .partitions(messaging.partitions())
                                        .replicas(messaging.replicas())
                                        .build())
                        .toArray(NewTopic[]::new));
    }
}
