package com.winemall.starter.outbox;

import com.winemall.starter.messaging.MessageCodec;
import com.winemall.starter.messaging.MessagePublisher;
import com.winemall.starter.messaging.MessagingAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Gives a service its [Outbox].
@AutoConfiguration(after = MessagingAutoConfiguration.class)
@EnableConfigurationProperties(OutboxProperties.class)
public class OutboxAutoConfiguration {

    @Bean
    OutboxTable outboxTable(
            JdbcClient jdbc, MessageCodec codec, Clock clock, OutboxProperties properties) {
        return new OutboxTable(jdbc, codec, clock, properties);
    }

    @Bean
    OutboxSender outboxSender(
            OutboxTable table,
            MessageCodec codec,
            MessagePublisher publisher,
            OutboxProperties properties) {
        return new OutboxSender(table, codec, publisher, properties);
    }

    @Bean
    OutboxSweeper outboxSweeper(
            OutboxTable table,
            OutboxSender sender,
            OutboxProperties properties,
            MeterRegistry meters) {
        return new OutboxSweeper(table, sender, properties, meters);
    }

    @Bean
    Outbox outbox(OutboxTable table, OutboxSender sender) {
        return new Outbox(table, sender);
    }
}
