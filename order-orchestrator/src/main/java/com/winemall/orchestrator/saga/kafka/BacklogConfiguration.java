package com.winemall.orchestrator.saga.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.kafka.core.KafkaAdmin;

/// What Kafka is asked with about consumer groups, once somebody wants to know.
@Configuration(proxyBeanMethods = false)
class BacklogConfiguration {

    @Bean
    @Lazy
    Admin groupsAdmin(KafkaAdmin kafka, BacklogSettings settings) {
        Map<String, Object> properties = new HashMap<>(kafka.getConfigurationProperties());
        int timeout = Math.toIntExact(settings.timeout().toMillis());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
        return Admin.create(properties);
    }
}
