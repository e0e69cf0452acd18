package com.winemall.test;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/// Points a service under test at its servers.
public final class BackendsInitializer
        implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var backends = Backends.get();
        TestPropertyValues.of(
                        "spring.datasource.url=" + backends.freshDatabase(),
                        "spring.datasource.username=postgres",
                        "spring.datasource.password=postgres",
                        "winemall.kafka.servers=" + backends.kafkaServers(),
                        "spring.data.redis.host=127.0.0.1",
                        "spring.data.redis.port=" + backends.redisPort(),
                        "winemall.tokens.keys=" + TestTokens.keysUri())
                .applyTo(context);
    }
}
