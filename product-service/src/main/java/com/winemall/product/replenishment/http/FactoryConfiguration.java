package com.winemall.product.replenishment.http;

import com.winemall.product.replenishment.Factory;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/// Which factory produces the wine. Another one is another class here.
@Configuration(proxyBeanMethods = false)
class FactoryConfiguration {

    @Bean
    Factory factory(FactorySettings settings, RestClient.Builder builder, MeterRegistry meters) {
        return new ResilientFactory(new HttpFactory(settings, builder), settings, meters);
    }
}
