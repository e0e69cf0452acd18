package com.winemall.starter.messaging;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.support.TransactionOperations;

/// Runs a consumer for each [PollListener] bean.
@AutoConfiguration(after = KafkaAutoConfiguration.class)
@EnableConfigurationProperties(MessagingProperties.class)
public class MessagingAutoConfiguration {

    @Bean
    MessageCodec messageCodec(Environment environment) {
        return new MessageCodec(serviceName(environment));
    }

    @Bean
    MessagePublisher messagePublisher(
            KafkaTemplate<String, byte[]> kafka,
            MessageCodec codec,
            MessageTracing tracing,
            Clock clock) {
        return new MessagePublisher(kafka, codec, tracing, clock);
    }

    @Bean
    MessageTracing messageTracing(
            ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        return new MessageTracing(
                tracer.getIfAvailable(() -> Tracer.NOOP),
                propagator.getIfAvailable(() -> Propagator.NOOP));
    }

    @Bean
    PollConsumers pollConsumers(
            ObjectProvider<PollListener<?>> listeners,
            ObjectProvider<RecordListener> others,
            Environment environment,
            ConsumerFactory<String, byte[]> factory,
            MessageCodec codec,
            TransactionOperations transaction,
            MessagePublisher publisher,
            MessageTracing tracing,
            MessagingProperties properties,
            KafkaAdmin admin,
            MeterRegistry meters,
            Clock clock) {
        var deadLetters = new DeadLetters(publisher, clock);
        List<PollConsumer<?>> consumers =
                listeners
                        .orderedStream()
                        .<PollConsumer<?>>map(listener ->
                                new PollConsumer<>(
                                        listener,
                                        codec,
                                        transaction,
                                        publisher,
                                        tracing,
                                        deadLetters,
                                        properties,
                                        meters))
                        .toList();
        return PollConsumers.of(
                serviceName(environment),
                consumers,
                others.orderedStream().filter(other -> !other.topics().isEmpty()).toList(),
                factory,
                new GroupDeparture(admin, properties.departureTimeout()),
                properties);
    }

    @Bean
    ConsumersHealth consumersHealthIndicator(List<ConsumerContainers> consumers) {
        return new ConsumersHealth(consumers);
    }

    /// Every topic of the mall, for whoever starts first makes what the others will write to; and
    /// where this service's dead letters go.
    @Bean
    @ConditionalOnBooleanProperty(name = "winemall.messaging.create-topics", matchIfMissing = true)
    NewTopics topics(ObjectProvider<PollListener<?>> listeners, MessagingProperties properties) {
        var deadLetters = listeners.orderedStream().map(DeadRecord::topicFor);
        return new NewTopics(
                Stream.concat(Topics.ALL.stream().map(Topic::name), deadLetters)
                        .map(name -> topic(name, properties))
                        .toArray(NewTopic[]::new));
    }

    private static NewTopic topic(String name, MessagingProperties properties) {
        return TopicBuilder.name(name)
                .partitions(properties.partitions())
                .replicas(properties.replicas())
                .build();
    }

    private static String serviceName(Environment environment) {
        return environment.getRequiredProperty("spring.application.name");
    }
}
