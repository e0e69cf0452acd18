package com.winemall.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whoever selects pods selects some, and names are told once.
final class Selectors implements Check {

    @Override
    public List<String> complaints(Manifests manifests) {
        List<String> complaints = new ArrayList<>();
        manifests
                .workloads()
                .filter(workload -> !workload.resource().kind().equals("Job"))
                .filter(workload ->
                        !Labels.select(workload.resource().at("/spec/selector"), workload.labels()))
                .forEach(workload -> complaints.add(workload + " does not select its own pods"));
        manifests
                .all("Service")
                .filter(service ->
                        manifests
                                .workloads()
                                .noneMatch(it ->
                                        Labels.match(service.at("/spec/selector"), it.labels())))
                .forEach(service -> complaints.add(service + " selects nobody"));
        selections(manifests)
                .filter(selection ->
                        manifests
                                .allWorkloads()
                                .noneMatch(it -> Labels.select(selection.selector(), it.labels())))
                .forEach(selection ->
                        complaints.add(
                                "%s selects nobody by %s"
                                        .formatted(selection.by(), selection.selector())));
        manifests.all().stream()
                .collect(
                        Collectors.groupingBy(
                                it -> it.apiVersion() + " " + it, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .forEach(name -> complaints.add(name + " is there twice"));
        return complaints;
    }

    private static Stream<Selection> selections(Manifests manifests) {
        var direct =
                Stream.of("PodDisruptionBudget", "PodMonitor")
                        .flatMap(manifests::all)
                        .map(it -> new Selection(it, it.at("/spec/selector")));
        var policies =
                manifests
                        .all("NetworkPolicy")
                        .flatMap(policy ->
                                Stream.of("/spec/ingress", "/spec/egress")
                                        .flatMap(policy::elements)
                                        .flatMap(rule ->
                                                Stream.of("from", "to")
                                                        .flatMap(it -> rule.path(it).valueStream()))
                                        .filter(peer -> peer.has("podSelector"))
                                        .filter(peer -> !peer.has("namespaceSelector"))
                                        .map(peer ->
                                                new Selection(policy, peer.path("podSelector"))));
        var subjects =
                manifests
                        .all("NetworkPolicy")
                        .map(policy -> new Selection(policy, policy.at("/spec/podSelector")));
        return Stream.of(direct, policies, subjects).flatMap(it -> it);
    }

    private record Selection(Resource by, JsonNode selector) {}
}
