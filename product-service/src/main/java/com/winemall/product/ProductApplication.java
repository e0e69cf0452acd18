package com.winemall.product;

import com.winemall.starter.security.AccessRules;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;

@SpringBootApplication
@ConfigurationPropertiesScan
public class ProductApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ProductApplication.class, arguments);
    }

    @Bean
    AccessRules accessRules() {
        return requests ->
                requests.requestMatchers(
                                "/api/products/*/stock",
                                "/api/products/*/movements",
                                "/api/products/*/receipts",
                                "/api/replenishments/**")
                        .hasRole("ADMIN")
                        // Signed by the factory, which has no token.
                        .requestMatchers("/api/factory/deliveries")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/api/products", "/api/products/*")
                        .permitAll()
                        .requestMatchers("/api/products", "/api/products/*")
                        .hasRole("ADMIN");
    }
}
