package com.winemall.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everything an overlay would apply.
final class Manifests {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "Job");

    private final List<Resource> resources;

    private Manifests(List<Resource> resources) {
        this.resources = resources;
    }

    static Manifests parse(String yaml) {
        try (var documents = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(yaml)) {
            List<Resource> resources = new ArrayList<>();
            documents.forEachRemaining(tree -> resources.add(new Resource(tree)));
            return new Manifests(resources);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Manifests read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Manifests copy() {
        return new Manifests(
                resources.stream()
                        .map(resource -> new Resource(resource.tree().deepCopy()))
                        .collect(Collectors.toCollection(ArrayList::new)));
    }

    List<Resource> all() {
        return resources;
    }

    Stream<Resource> all(String kind) {
        return resources.stream().filter(resource -> resource.kind().equals(kind));
    }

    Optional<Resource> find(String kind, String name) {
        return all(kind).filter(resource -> resource.name().equals(name)).findFirst();
    }

    Resource the(String kind, String name) {
        return find(kind, name)
                .orElseThrow(() -> new IllegalArgumentException("no " + kind + "/" + name));
    }

    void remove(Resource resource) {
        resources.remove(resource);
    }

    /// Ours.
    Stream<Workload> workloads() {
        return resources.stream()
                .filter(resource -> WORKLOADS.contains(resource.kind()))
                .map(resource ->
                        new Workload(
                                resource,
                                Resource.texts(resource.at("/spec/template/metadata/labels")),
                                resource.at("/spec/template/spec"),
                                false));
    }

    /// Ours, and those operators make of our resources, with the labels they give them.
    Stream<Workload> allWorkloads() {
        var kafkas =
                all("Kafka")
                        .map(kafka ->
                                operated(
                                        kafka,
                                        Map.of(
                                                "strimzi.io/cluster",
                                                kafka.name(),
                                                "strimzi.io/name",
                                                kafka.name() + "-kafka",
                                                "strimzi.io/broker-role",
                                                "true")));
        var databases =
                all("Cluster")
                        .map(cluster ->
                                operated(
                                        cluster,
                                        Map.of(
                                                "cnpg.io/cluster",
                                                cluster.name(),
                                                "cnpg.io/podRole",
                                                "instance")));
        return Stream.of(workloads(), kafkas, databases).flatMap(it -> it);
    }

    /// The workloads a Service sends to, whether it is ours or an operator's.
    Stream<Workload> behind(String service) {
        var own = find("Service", service);
        if (own.isPresent()) {
            return workloads()
                    .filter(workload ->
                            Labels.match(own.get().at("/spec/selector"), workload.labels()));
        }
        return allWorkloads()
                .filter(Workload::operated)
                .filter(workload ->
                        service.equals(workload.name() + "-rw")
                                || service.equals(workload.name() + "-kafka-bootstrap"));
    }

    /// A container's variables: those of its ConfigMaps, then its own, with their references.
    Map<String, JsonNode> variables(JsonNode container) {
        Map<String, JsonNode> variables = new TreeMap<>();
        container
                .path("envFrom")
                .valueStream()
                .map(from -> from.at("/configMapRef/name").asText())
                .flatMap(name -> find("ConfigMap", name).stream())
                .forEach(settings -> settings.at("/data").forEachEntry(variables::put));
        container
                .path("env")
                .forEach(variable ->
                        variables.put(variable.path("name").asText(), variable.path("value")));
        return variables;
    }

    private static Workload operated(Resource resource, Map<String, String> labels) {
        return new Workload(resource, labels, MissingNode.getInstance(), true);
    }
}
