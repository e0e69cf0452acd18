package com.winemall.order.payment.http;

import com.winemall.order.payment.PaymentProvider;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/// Which provider moves the money. Another one is another class here.
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

    @Bean
    PaymentProvider paymentProvider(
            ProviderSettings settings, RestClient.Builder builder, MeterRegistry meters) {
        return new FreeOfCharge(
                new ResilientProvider(
                        new HttpPaymentProvider(settings, builder), settings, meters));
    }
}
