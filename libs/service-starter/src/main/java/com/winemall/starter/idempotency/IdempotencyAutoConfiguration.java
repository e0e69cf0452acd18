package com.winemall.starter.idempotency;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/// Gives a service its [Idempotency].
@AutoConfiguration(after = TransactionAutoConfiguration.class)
@EnableConfigurationProperties(IdempotencyProperties.class)
public class IdempotencyAutoConfiguration {

    @Bean
    StoredAnswers storedAnswers(JdbcClient jdbc) {
        return new StoredAnswers(jdbc);
    }

    @Bean
    Idempotency idempotency(
            StoredAnswers answers, TransactionOperations transaction, JsonMapper json) {
        return new Idempotency(answers, transaction, json);
    }

    @Bean
    IdempotencySweeper idempotencySweeper(StoredAnswers answers, IdempotencyProperties properties) {
        return new IdempotencySweeper(answers, properties);
    }
}
