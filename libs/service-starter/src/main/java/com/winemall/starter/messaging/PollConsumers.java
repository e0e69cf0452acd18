package com.winemall.starter.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/// Runs one consumer, on one thread, for every [PollListener] and [RecordListener] of the service.
public final class PollConsumers extends ConsumerContainers {

    private final List<PollConsumer<?>> consumers;
    private final List<GroupDeparture.Member> named;
    private final GroupDeparture departure;

    private PollConsumers(
            List<PollConsumer<?>> consumers,
            List<ConcurrentMessageListenerContainer<String, byte[]>> containers,
            List<GroupDeparture.Member> named,
            GroupDeparture departure) {
        super(containers);
        this.consumers = consumers;
        this.named = named;
        this.departure = departure;
    }

    /// @param service names the consumer groups
    /// @throws IllegalStateException if two consumers have one name: they would be one group
    static PollConsumers of(
            String service,
            List<PollConsumer<?>> consumers,
            List<RecordListener> others,
            ConsumerFactory<String, byte[]> factory,
            GroupDeparture departure,
            MessagingProperties properties) {
        var all = Stream.concat(consumers.stream(), others.stream()).toList();
        if (all.stream().map(RecordListener::name).distinct().count() < all.size()) {
            throw new IllegalStateException(service + " has two listeners of one name");
        }
        List<ConcurrentMessageListenerContainer<String, byte[]>> containers = new ArrayList<>();
        List<GroupDeparture.Member> named = new ArrayList<>();
        for (var listener : all) {
            var group = service + "." + listener.name();
            var instance = properties.instanceId();
            var name = instance == null ? null : instance + "." + listener.name();
            if (name != null) {
                named.add(new GroupDeparture.Member(group, name));
            }
            containers.add(container(group, name, listener, factory, properties));
        }
        return new PollConsumers(consumers, containers, named, departure);
    }

    /// Hands a dead letter once more to the consumer that could not handle it, and to no other, in
    /// the transaction under way. Whatever that consumer throws, this throws.
    ///
    /// @return the consumer's answers, to be sent if the transaction commits
    /// @throws MalformedMessage if it still is no message of its topic
    /// @throws IllegalStateException if there is no such consumer here any more
    public List<Outgoing> redeliver(DeadRecord letter) {
        return consumers.stream()
                .filter(consumer -> consumer.hasGivenUp(letter))
                .findAny()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "nobody listens to %s as %s any more"
                                        .formatted(letter.topic(), letter.consumer())))
                .handleAgain(letter);
    }

    @Override
    public void stop() {
        super.stop();
        departure.of(named);
    }

    private static ConcurrentMessageListenerContainer<String, byte[]> container(
            String group,
            @Nullable String name,
            RecordListener listener,
            ConsumerFactory<String, byte[]> factory,
            MessagingProperties properties) {
        var settings = new ContainerProperties(listener.topics().toArray(String[]::new));
        settings.setGroupId(group);
        settings.setAckMode(AckMode.BATCH);
        // A commit that is lost delivers the poll again, which is what polls are made for.
        settings.setSyncCommits(false);
        settings.setMessageListener(listener);
        settings.setListenerTaskExecutor(new SimpleAsyncTaskExecutor(listener.name() + "."));
        settings.getKafkaConsumerProperties().putAll(listener.tempo().settings());
        if (name != null) {
            settings.getKafkaConsumerProperties()
                    .put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name);
        }
        var container = new ConcurrentMessageListenerContainer<>(factory, settings);
        container.setBeanName(group);
        // Else a number would be added to the consumer's name.
        container.setAlwaysClientIdSuffix(false);
        container.setCommonErrorHandler(new DefaultErrorHandler(forAsLongAsItTakes(properties)));
        return container;
    }

    private static ExponentialBackOff forAsLongAsItTakes(MessagingProperties properties) {
        var backOff = new ExponentialBackOff();
        backOff.setInitialInterval(properties.outageDelay().toMillis());
        backOff.setMultiplier(2);
        backOff.setMaxInterval(properties.outageDelayMax().toMillis());
        return backOff;
    }
}
