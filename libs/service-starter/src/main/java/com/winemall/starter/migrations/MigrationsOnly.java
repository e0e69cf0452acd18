package com.winemall.starter.migrations;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;

/// With [Migrations#ONLY] the service is never made: its database is migrated, and the process
/// ends. So it needs none of the secrets, brokers and neighbours the service needs.
final class MigrationsOnly
        implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger log = LoggerFactory.getLogger(MigrationsOnly.class);

    @Override
    public void initialize(ConfigurableApplicationContext service) {
        var environment = service.getEnvironment();
        var wanted = Binder.get(environment).bind(Migrations.PROPERTY, Migrations.class);
        if (wanted.orElse(Migrations.RUN) != Migrations.ONLY) {
            return;
        }
        try (var migrating = new AnnotationConfigApplicationContext()) {
            migrating.setEnvironment(environment);
            migrating.register(Migrating.class);
            migrating.refresh();
        }
        log.info("the schema is what this version needs");
        System.exit(0);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    static class Migrating {}
}
