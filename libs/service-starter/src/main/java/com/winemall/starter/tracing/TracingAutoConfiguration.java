package com.winemall.starter.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetry;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/// Lets a sampled trace see what its order does in the database.
@AutoConfiguration
public class TracingAutoConfiguration {

    @Bean
    static BeanPostProcessor tracedDataSources(ObjectProvider<OpenTelemetry> openTelemetry) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource pool
                        ? new TracedDataSource(
                                pool, JdbcTelemetry.create(openTelemetry.getObject()).wrap(pool))
                        : bean;
            }
        };
    }
}
