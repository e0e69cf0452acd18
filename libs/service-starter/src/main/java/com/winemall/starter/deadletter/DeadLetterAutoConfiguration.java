package com.winemall.starter.deadletter;

import com.winemall.starter.FreshIds;
import com.winemall.starter.messaging.PollConsumers;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.outbox.Outbox;
import com.winemall.starter.outbox.OutboxAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Keeps the service's dead letters where operators can reach them.
@AutoConfiguration(after = OutboxAutoConfiguration.class)
@EnableConfigurationProperties(DeadLetterProperties.class)
@Import(DeadLetterController.class)
public class DeadLetterAutoConfiguration {

    @Bean
    DeadLetterTable deadLetterTable(JdbcClient jdbc, FreshIds ids) {
        return new DeadLetterTable(jdbc, ids);
    }

    @Bean
    DeadLetterCollector deadLetterCollector(
            ObjectProvider<PollListener<?>> listeners, DeadLetterTable table) {
        return new DeadLetterCollector(listeners, table);
    }

    @Bean
    RedriveDeadLetterHandler redriveDeadLetterHandler(
            DeadLetterTable table,
            PollConsumers consumers,
            Outbox outbox,
            TransactionOperations transaction,
            Clock clock) {
        return new RedriveDeadLetterHandler(table, consumers, outbox, transaction, clock);
    }

    @Bean
    DiscardDeadLetterHandler discardDeadLetterHandler(
            DeadLetterTable table, TransactionOperations transaction, Clock clock) {
        return new DiscardDeadLetterHandler(table, transaction, clock);
    }

    @Bean
    DeadLetterGauges deadLetterGauges(
            DeadLetterTable table,
            ObjectProvider<PollListener<?>> listeners,
            MeterRegistry meters) {
        return new DeadLetterGauges(table, listeners, meters);
    }

    @Bean
    @ConditionalOnAvailableEndpoint
    WaitingLettersEndpoint waitingLettersEndpoint(DeadLetterTable table) {
        return new WaitingLettersEndpoint(table);
    }

    @Bean
    DeadLetterViews deadLetterViews(Environment environment, DeadLetterProperties properties) {
        return new DeadLetterViews(
                environment.getRequiredProperty("spring.application.name"),
                properties.payloadShownMax());
    }
}
