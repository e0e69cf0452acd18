package com.winemall.user;

import com.winemall.test.Gate;
import java.net.URI;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Puts a gate between the service and its database, after the initializer that gives it one.
public final class GatedDatabase
        implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var url = context.getEnvironment().getRequiredProperty("spring.datasource.url");
        var database = URI.create(url.substring("jdbc:".length()));
        var gate = Gate.to(database);
        var besides = new DriverManagerDataSource(url, "postgres", "postgres");
        context.getBeanFactory()
                .registerSingleton("way", new Way(gate, JdbcClient.create(besides)));
        TestPropertyValues.of("spring.datasource.url=jdbc:" + gate.through(database))
                .applyTo(context);
    }

    /// @param besides the database itself, whatever the gate is like
    public record Way(Gate gate, JdbcClient besides) {}
}
