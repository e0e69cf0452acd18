package com.winemall.coupon;

import com.winemall.starter.security.AccessRules;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;

@SpringBootApplication
@ConfigurationPropertiesScan
public class CouponApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(CouponApplication.class, arguments);
    }

    @Bean
    AccessRules accessRules() {
        return requests ->
                requests.requestMatchers(
                                "/api/coupon-campaigns/*/issues", "/api/coupon-campaigns/*/audit")
                        .hasRole("ADMIN")
                        .requestMatchers(
                                HttpMethod.GET,
                                "/api/coupon-campaigns",
                                "/api/coupon-campaigns/*",
                                "/api/coupon-campaigns/*/statistics")
                        .permitAll()
                        .requestMatchers("/api/coupon-campaigns", "/api/coupon-campaigns/*")
                        .hasRole("ADMIN");
    }
}
