package com.winemall.coupon;

import com.winemall.contracts.Topics;
import com.winemall.starter.messaging.MessagingProperties;
import com.winemall.starter.security.AccessRules;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.kafka.config.TopicBuilder;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.type.LogicalType;

@SpringBootApplication
@ConfigurationPropertiesScan
public class CouponApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(CouponApplication.class, arguments);
    }

    @Bean
    AccessRules accessRules() {
        return requests ->
                requests.requestMatchers("/api/coupon-campaigns/*/issues", "/audit/**")
                        .hasRole("ADMIN")
                        .requestMatchers(
                                HttpMethod.GET, "/api/coupon-campaigns", "/api/coupon-campaigns/*")
                        .permitAll()
                        .requestMatchers("/api/coupon-campaigns", "/api/coupon-campaigns/*")
                        .hasRole("ADMIN");
    }

    /// Ours to make: this service writes to it, and nobody has to listen yet.
    @Bean
    @ConditionalOnBooleanProperty(name = "winemall.messaging.create-topics", matchIfMissing = true)
    NewTopic couponEvents(MessagingProperties properties) {
        return TopicBuilder.name(Topics.COUPON_EVENTS.name())
                .partitions(properties.partitions())
                .replicas(properties.replicas())
                .build();
    }

    /// A name that comes as a number, or a kind of discount as its place in a list, is a mistake.
    @Bean
    JsonMapperBuilderCustomizer strictTexts() {
        return mapper ->
                mapper.withCoercionConfig(LogicalType.Textual, CouponApplication::refuseNonTexts)
                        .withCoercionConfig(LogicalType.Enum, CouponApplication::refuseNonTexts);
    }

    private static void refuseNonTexts(MutableCoercionConfig coercions) {
        coercions
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }
}
