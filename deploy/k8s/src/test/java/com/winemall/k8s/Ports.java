package com.winemall.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Every port somebody names is one somebody listens on, and a service listens where its own
/// settings say.
final class Ports implements Check {

    private static final List<String> PROBES =
            List.of("startupProbe", "livenessProbe", "readinessProbe");
    private static final Map<String, String> ANSWERS =
            Map.of(
                    "startupProbe", "/actuator/health/liveness",
                    "livenessProbe", "/actuator/health/liveness",
                    "readinessProbe", "/actuator/health/readiness");

    private final Shop shop;

    Ports(Shop shop) {
        this.shop = shop;
    }

    @Override
    public List<String> complaints(Manifests manifests) {
        List<String> complaints = new ArrayList<>();
        manifests
                .workloads()
                .forEach(workload -> {
                    probes(workload, complaints);
                    if (workload.isService()) {
                        own(workload, complaints);
                    }
                });
        manifests.all("Service").forEach(service -> services(manifests, service, complaints));
        backends(manifests)
                .forEach(backend -> {
                    if (!exists(manifests, backend)) {
                        complaints.add(
                                "%s leads to %s:%s, which is not there"
                                        .formatted(
                                                backend.from(), backend.service(), backend.port()));
                    }
                });
        manifests.all("PodMonitor").forEach(monitor -> monitors(manifests, monitor, complaints));
        return complaints;
    }

    private static void probes(Workload workload, List<String> complaints) {
        workload.containers()
                .forEach(container ->
                        PROBES.forEach(probe -> {
                            var asked = container.path(probe);
                            var port =
                                    asked.has("httpGet")
                                            ? asked.at("/httpGet/port")
                                            : asked.at("/tcpSocket/port");
                            if (!port.isMissingNode() && workload.port(port).isEmpty()) {
                                complaints.add(
                                        "%s: %s asks on %s, where nobody listens"
                                                .formatted(workload, probe, port.asText()));
                            }
                            if (workload.isService()
                                    && !asked.at("/httpGet/path")
                                            .asText()
                                            .equals(ANSWERS.get(probe))) {
                                complaints.add(
                                        "%s: %s does not ask %s"
                                                .formatted(workload, probe, ANSWERS.get(probe)));
                            }
                        }));
    }

    private void own(Workload workload, List<String> complaints) {
        int port = shop.service(workload.module()).port();
        if (workload.ports().noneMatch(it -> it.path("containerPort").asInt() == port)) {
            complaints.add(
                    "%s does not listen on %d, as its settings say".formatted(workload, port));
        }
    }

    private static void services(Manifests manifests, Resource service, List<String> complaints) {
        var workloads =
                manifests
                        .workloads()
                        .filter(workload ->
                                Labels.match(service.at("/spec/selector"), workload.labels()))
                        .toList();
        service.elements("/spec/ports")
                .map(port -> port.path("targetPort"))
                .forEach(port ->
                        workloads.stream()
                                .filter(workload -> workload.port(port).isEmpty())
                                .forEach(workload ->
                                        complaints.add(
                                                "%s sends to port %s of %s, where nobody listens"
                                                        .formatted(
                                                                service,
                                                                port.asText(),
                                                                workload))));
    }

    private static void monitors(Manifests manifests, Resource monitor, List<String> complaints) {
        manifests
                .workloads()
                .filter(workload -> Labels.select(monitor.at("/spec/selector"), workload.labels()))
                .forEach(workload ->
                        monitor.elements("/spec/podMetricsEndpoints")
                                .map(endpoint -> endpoint.path("port"))
                                .filter(port -> workload.port(port).isEmpty())
                                .forEach(port ->
                                        complaints.add(
                                                "%s looks at port %s of %s, where nobody listens"
                                                        .formatted(
                                                                monitor,
                                                                port.asText(),
                                                                workload))));
    }

    private static Stream<Backend> backends(Manifests manifests) {
        var routes =
                manifests
                        .all("HTTPRoute")
                        .flatMap(route ->
                                route.elements("/spec/rules")
                                        .flatMap(rule -> rule.path("backendRefs").valueStream())
                                        .map(it ->
                                                new Backend(
                                                        route,
                                                        it.path("name").asText(),
                                                        it.path("port"))));
        var ingresses =
                manifests
                        .all("Ingress")
                        .flatMap(ingress ->
                                ingress.elements("/spec/rules")
                                        .flatMap(rule -> rule.at("/http/paths").valueStream())
                                        .map(path -> path.at("/backend/service"))
                                        .map(it ->
                                                new Backend(
                                                        ingress,
                                                        it.path("name").asText(),
                                                        it.at("/port/name"))));
        return Stream.concat(routes, ingresses);
    }

    private static boolean exists(Manifests manifests, Backend backend) {
        return manifests.find("Service", backend.service()).stream()
                .flatMap(service -> service.elements("/spec/ports"))
                .anyMatch(port ->
                        port.path("name").equals(backend.port())
                                || port.path("port").equals(backend.port()));
    }

    private record Backend(Resource from, String service, JsonNode port) {}
}
