package com.winemall.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// What runs pods: one of ours, or one an operator makes of a resource of ours.
///
/// @param resource it comes from
/// @param labels of its pods
/// @param pod their specification, nothing where an operator writes it
/// @param operated whether an operator makes the pods
record Workload(Resource resource, Map<String, String> labels, JsonNode pod, boolean operated) {

    String name() {
        return resource.name();
    }

    Stream<JsonNode> containers() {
        return pod.path("containers").valueStream();
    }

    Stream<JsonNode> ports() {
        return containers().flatMap(container -> container.path("ports").valueStream());
    }

    /// The number of a port by its name, or the number itself if a container listens there.
    OptionalInt port(JsonNode nameOrNumber) {
        return ports().filter(port ->
                        nameOrNumber.isTextual()
                                ? nameOrNumber.asText().equals(port.path("name").asText())
                                : nameOrNumber.asInt() == port.path("containerPort").asInt())
                .mapToInt(port -> port.path("containerPort").asInt())
                .findFirst();
    }

    boolean isService() {
        return "service".equals(labels.get("app.kubernetes.io/component"));
    }

    boolean isMigration() {
        return "migration".equals(labels.get("app.kubernetes.io/component"));
    }

    /// The module it runs.
    String module() {
        return labels.getOrDefault("app.kubernetes.io/name", name());
    }

    @Override
    public String toString() {
        return resource.toString();
    }
}
