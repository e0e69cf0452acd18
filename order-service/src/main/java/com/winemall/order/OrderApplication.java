package com.winemall.order;

import com.winemall.starter.security.AccessRules;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;

@SpringBootApplication
@ConfigurationPropertiesScan
public class OrderApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(OrderApplication.class, arguments);
    }

    @Bean
    AccessRules accessRules() {
        return requests -> {
            requests.requestMatchers("/api/orders/*/shipment", "/api/orders/*/delivery")
                    .hasRole("ADMIN");
            requests.requestMatchers(
                            "/api/events/*/open",
                            "/api/events/*/close",
                            "/api/events/*/pause",
                            "/api/events/*/resume",
                            "/api/events/*/audit")
                    .hasRole("ADMIN");
            requests.requestMatchers(HttpMethod.POST, "/api/events").hasRole("ADMIN");
            requests.requestMatchers(
                            HttpMethod.GET,
                            "/api/events",
                            "/api/events/*",
                            "/api/events/*/statistics",
                            "/api/events/*/admissions")
                    .permitAll();
        };
    }
}
