package com.winemall.starter.migrations;

import java.time.Clock;
import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;

/// Tells Flyway what to do when the service starts.
@AutoConfiguration
@EnableConfigurationProperties(MigrationSettings.class)
public class MigrationsAutoConfiguration {

    @Bean
    FlywayMigrationStrategy migrationStrategy(MigrationSettings settings, Clock clock) {
        return switch (settings.migrations()) {
            case RUN, ONLY -> Flyway::migrate;
            case AWAIT -> new AwaitedSchema(settings, clock);
        };
    }
}
