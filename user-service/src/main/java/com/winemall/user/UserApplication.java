package com.winemall.user;

import com.winemall.contracts.Topics;
import com.winemall.starter.messaging.MessagingProperties;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.security.AccessRules;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.type.LogicalType;

@SpringBootApplication
@ConfigurationPropertiesScan
public class UserApplication {

    private static final PathPatternRequestMatcher.Builder PATH =
            PathPatternRequestMatcher.withDefaults();
    private static final RequestMatcher OPEN_TO_ALL =
            new OrRequestMatcher(
                    PATH.matcher(HttpMethod.POST, "/api/users"),
                    PATH.matcher("/api/auth/**"),
                    PATH.matcher("/.well-known/**"));

    public static void main(String[] arguments) {
        SpringApplication.run(UserApplication.class, arguments);
    }

    @Bean
    AccessRules accessRules() {
        return requests ->
                requests.requestMatchers(OPEN_TO_ALL)
                        .permitAll()
                        .requestMatchers("/local/**")
                        .hasRole("ADMIN");
    }

    /// Many clients send whatever access token they have with every request. One that ran out must
    /// not keep its owner from the very call that would give them a new one.
    @Bean
    BearerTokenResolver bearerTokens() {
        var header = new DefaultBearerTokenResolver();
        return request -> OPEN_TO_ALL.matches(request) ? null : header.resolve(request);
    }

    /// A name that comes as a number, or a language as the place in a list, is a mistake.
    @Bean
    JsonMapperBuilderCustomizer strictTexts() {
        return mapper ->
                mapper.withCoercionConfig(LogicalType.Textual, UserApplication::refuseNonTexts)
                        .withCoercionConfig(LogicalType.Enum, UserApplication::refuseNonTexts);
    }

    private static void refuseNonTexts(MutableCoercionConfig coercions) {
        coercions
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /// Ours to make: this service writes to it and nobody has to listen yet.
    @Bean
    @ConditionalOnBooleanProperty(name = "winemall.messaging.create-topics", matchIfMissing = true)
    NewTopic userEvents(MessagingProperties properties) {
        return TopicBuilder.name(Topics.USER_EVENTS.name())
                .partitions(properties.partitions())
                .replicas(properties.replicas())
                .build();
    }

    /// This service listens to nobody, and says so.
    @Bean
    List<PollListener<?>> listeners() {
        return List.of();
    }
}
