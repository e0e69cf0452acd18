package com.winemall.product.replenishment.kafka;

import com.winemall.product.replenishment.AskFactoryHandler;
import com.winemall.product.replenishment.ReplenishmentSettings;
import com.winemall.starter.messaging.ConsumerContainers;
import com.winemall.starter.messaging.MalformedMessage;
import com.winemall.starter.messaging.MessageCodec;
import com.winemall.starter.messaging.MessagingProperties;
import com.winemall.starter.messaging.Outage;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/// Runs a worker for each try of a request.
///
/// The starter's consumers take a whole poll in one transaction. These call a slow system, which
/// must not happen inside one: they take one record at a time, and acknowledge each.
@Component
class FactoryWorkers extends ConsumerContainers {

    /// Longer than anybody has to wait for a request to be seen; an idle worker costs nothing.
    private static final String FETCH_WAIT_MILLIS = "500";

    FactoryWorkers(
            AskFactoryHandler handler,
            WorkRecords records,
            ReplenishmentSettings settings,
            MessagingProperties messaging,
            MessageCodec codec,
            ConsumerFactory<String, byte[]> factory,
            Environment environment) {
        super(
                containers(
                        number -> new FactoryWorker(number, handler, records, settings, codec),
                        settings,
                        errorHandler(records, messaging),
                        factory,
                        group(environment)));
    }

    private static String group(Environment environment) {
        return environment.getRequiredProperty("spring.application.name")
                + "."
                + WorkTopics.CONSUMER
                + "-workers";
    }

    private static List<ConcurrentMessageListenerContainer<String, byte[]>> containers(
            IntFunction<FactoryWorker> workers,
            ReplenishmentSettings settings,
            DefaultErrorHandler errors,
            ConsumerFactory<String, byte[]> factory,
            String group) {
        List<ConcurrentMessageListenerContainer<String, byte[]>> containers = new ArrayList<>();
        for (int number = 1; number <= settings.triesMax(); number++) {
            var topic = WorkTopics.before(number);
            var container =
                    new ConcurrentMessageListenerContainer<>(factory, properties(topic, group));
            container.setupMessageListener(workers.apply(number));
            container.setBeanName(topic);
            container.setConcurrency(number == 1 ? settings.atOnceMax() : 1);
            container.setCommonErrorHandler(errors);
            containers.add(container);
        }
        return containers;
    }

    private static ContainerProperties properties(String topic, String group) {
        var properties = new ContainerProperties(topic);
        properties.setGroupId(group);
        properties.setAckMode(AckMode.MANUAL_IMMEDIATE);
        var consumer = new Properties();
        consumer.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
        consumer.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
        consumer.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        properties.setKafkaConsumerProperties(consumer);
        return properties;
    }

    /// An outage of the database or of Kafka is not the request's fault: it is waited out. Anything
    /// else nobody has thought of is tried a few times and then buried, as by any consumer.
    private static DefaultErrorHandler errorHandler(
            WorkRecords records, MessagingProperties messaging) {
        var fewTimes =
                new FixedBackOff(
                        messaging.retryDelayMax().toMillis(), messaging.attemptsMax() - 1L);
        var handler =
                new DefaultErrorHandler(
                        (record, failure) -> records.bury(typed(record), failure), fewTimes);
        handler.addNotRetryableExceptions(
                FactoryGaveNothing.class, IllegalStateException.class, MalformedMessage.class);
        handler.setBackOffFunction(
                (_, failure) -> Outage.isBehind(failure) ? asLongAsItTakes(messaging) : fewTimes);
        handler.setCommitRecovered(true);
        return handler;
    }

    @SuppressWarnings("unchecked") // Every record of these containers has these types.
    private static ConsumerRecord<String, byte[]> typed(ConsumerRecord<?, ?> record) {
        return (ConsumerRecord<String, byte[]>) record;
    }

    private static BackOff asLongAsItTakes(MessagingProperties messaging) {
        var backOff = new ExponentialBackOff();
        backOff.setInitialInterval(messaging.outageDelay().toMillis());
        backOff.setMultiplier(2);
        backOff.setMaxInterval(messaging.outageDelayMax().toMillis());
        return backOff;
    }
}
