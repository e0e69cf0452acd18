package com.winemall.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Each service may read what it hears and write what it says, by its code, and nothing else.
final class Access implements Check {

    private final Shop shop;

    Access(Shop shop) {
        this.shop = shop;
    }

    @Override
    public List<String> complaints(Manifests manifests) {
        if (manifests.all("Kafka").findAny().isEmpty()) {
            return List.of();
        }
        List<String> complaints = new ArrayList<>();
        for (var service : shop.services()) {
            var user = manifests.find("KafkaUser", service.name());
            if (service.database().isEmpty()) {
                continue;
            }
            if (user.isEmpty()) {
                complaints.add("KafkaUser/%s is missing".formatted(service.name()));
                continue;
            }
            var given = rights(user.get());
            var needed = needed(service);
            needed.forEach((topic, operations) -> {
                var has = given.getOrDefault(topic, Set.of());
                operations.stream()
                        .filter(it -> !has.contains(it))
                        .forEach(it ->
                                complaints.add(
                                        "%s may not %s %s".formatted(user.get(), it, topic)));
            });
            given.forEach((topic, operations) -> {
                var needs = needed.getOrDefault(topic, Set.of());
                operations.stream()
                        .filter(it -> !needs.contains(it))
                        .forEach(it ->
                                complaints.add(
                                        "%s may %s %s, and does not"
                                                .formatted(user.get(), it, topic)));
            });
            groups(user.get(), service, complaints);
        }
        return complaints;
    }

    private static Map<String, Set<String>> needed(ServiceCode service) {
        Map<String, Set<String>> needed = new TreeMap<>();
        service.kafka().hears().forEach(it -> add(needed, it.topic(), "Describe", "Read"));
        service.kafka().says().forEach(topic -> add(needed, topic, "Describe", "Write"));
        service.own().forEach(topic -> add(needed, topic, "Describe", "Read", "Write"));
        return needed;
    }

    private static Map<String, Set<String>> rights(Resource user) {
        Map<String, Set<String>> rights = new TreeMap<>();
        user.elements("/spec/authorization/acls")
                .filter(acl -> acl.at("/resource/type").asText().equals("topic"))
                .forEach(acl ->
                        acl.path("operations")
                                .forEach(operation ->
                                        add(
                                                rights,
                                                acl.at("/resource/name").asText(),
                                                operation.asText())));
        return rights;
    }

    private static void groups(Resource user, ServiceCode service, List<String> complaints) {
        var own =
                user.elements("/spec/authorization/acls")
                        .filter(acl -> acl.at("/resource/type").asText().equals("group"))
                        .filter(acl -> acl.path("operations").toString().contains("\"Read\""))
                        .map(acl -> acl.at("/resource/name").asText())
                        .toList();
        if (!own.equals(List.of(service.name() + "."))) {
            complaints.add("%s may read as %s, and is %s.*".formatted(user, own, service.name()));
        }
    }

    private static void add(Map<String, Set<String>> rights, String topic, String... operations) {
        rights.computeIfAbsent(topic, _ -> new TreeSet<>()).addAll(List.of(operations));
    }
}
