package com.winemall.k8s;

import java.util.ArrayList;
import java.util.List;

/// Whoever is scaled by what waits for it is scaled by a consumer it has, to no more instances than
/// there are partitions, and nobody else decides how many there are.
final class Scaling implements Check {

    private final Shop shop;

    Scaling(Shop shop) {
        this.shop = shop;
    }

    @Override
    public List<String> complaints(Manifests manifests) {
        List<String> complaints = new ArrayList<>();
        manifests
                .all("ScaledObject")
                .forEach(scaled -> {
                    var name = scaled.at("/spec/scaleTargetRef/name").asText();
                    var target = manifests.find("Deployment", name);
                    if (target.isEmpty()) {
                        complaints.add("%s scales %s, which is not there".formatted(scaled, name));
                        return;
                    }
                    if (!target.get().at("/spec/replicas").isMissingNode()) {
                        complaints.add(
                                target.get() + " says how many there are, and so does its scaler");
                    }
                    scaled.elements("/spec/triggers")
                            .filter(trigger -> trigger.path("type").asText().equals("kafka"))
                            .forEach(trigger -> {
                                var topic = trigger.at("/metadata/topic").asText();
                                var group = trigger.at("/metadata/consumerGroup").asText();
                                if (shop.service(name).kafka().hears().stream()
                                        .noneMatch(it ->
                                                it.topic().equals(topic)
                                                        && it.group().equals(group))) {
                                    complaints.add(
                                            "%s looks at %s on %s, which nobody is"
                                                    .formatted(scaled, group, topic));
                                }
                                var partitions =
                                        manifests.find("KafkaTopic", topic).stream()
                                                .mapToInt(it -> it.at("/spec/partitions").asInt())
                                                .sum();
                                if (scaled.at("/spec/maxReplicaCount").asInt() > partitions) {
                                    complaints.add(
                                            "%s: more instances than %s has partitions"
                                                    .formatted(scaled, topic));
                                }
                            });
                });
        return complaints;
    }
}
