package com.winemall.orchestrator.saga;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The pure core knows no Spring; this makes beans of it.
@Configuration(proxyBeanMethods = false)
class SagaConfiguration {

    @Bean
    Decider decider(SagaTimes times) {
        return new Decider(times);
    }
}
