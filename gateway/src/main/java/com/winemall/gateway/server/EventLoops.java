package com.winemall.gateway.server;

import java.time.Duration;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import reactor.netty.resources.LoopResources;

/// The threads that serve callers, ask services and ask Redis: the same for all of them, so that a
/// request need not change threads on its way.
@Configuration(proxyBeanMethods = false)
class EventLoops {

    @Bean
    ReactorResourceFactory reactorResourceFactory(ServerSettings settings) {
        var factory = new ReactorResourceFactory();
        factory.setUseGlobalResources(false);
        factory.setLoopResourcesSupplier(
                () -> LoopResources.create("door", settings.loops(), true));
        factory.setShutdownQuietPeriod(Duration.ZERO);
        return factory;
    }

    @Bean
    HttpClientCustomizer serviceCallsRunHere(ReactorResourceFactory resources) {
        return client -> client.runOn(resources.getLoopResources());
    }

    @Bean
    ReactorClientHttpConnector clientHttpConnector(ReactorResourceFactory resources) {
        return new ReactorClientHttpConnector(resources, client -> client);
    }
}
