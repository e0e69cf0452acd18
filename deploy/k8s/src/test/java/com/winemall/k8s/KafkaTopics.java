package com.winemall.k8s;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;

/// Where topics are resources, they are the topics of the code, kept so that none is lost with a
/// broker.
final class KafkaTopics implements Check {

    private final Shop shop;

    KafkaTopics(Shop shop) {
        this.shop = shop;
    }

    @Override
    public List<String> complaints(Manifests manifests) {
        if (manifests.all("Kafka").findAny().isEmpty()) {
            return List.of();
        }
        List<String> complaints = new ArrayList<>();
        var there = manifests.all("KafkaTopic").map(Resource::name).collect(toSet());
        var wanted = shop.topics();
        wanted.stream()
                .filter(topic -> !there.contains(topic))
                .forEach(topic -> complaints.add("KafkaTopic/%s is missing".formatted(topic)));
        there.stream()
                .filter(topic -> !wanted.contains(topic))
                .forEach(topic -> complaints.add("KafkaTopic/%s is nobody's".formatted(topic)));
        manifests
                .all("KafkaTopic")
                .filter(topic ->
                        topic.at("/spec/replicas").asInt() != 3
                                || topic.at("/spec/config/min.insync.replicas").asInt() != 2)
                .forEach(topic ->
                        complaints.add(topic + " may be lost with a broker, or be read only"));
        return complaints;
    }
}
