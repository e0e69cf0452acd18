package com.winemall.k8s;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What every pod of ours has: limits, probes, no rights it does not need, no token. A service's
/// has more: it may be disrupted one by one, is spread, and has time to finish what it has begun.
final class PodRules implements Check {

    private static final List<String> PROBES =
            List.of("startupProbe", "livenessProbe", "readinessProbe");

    @Override
    public List<String> complaints(Manifests manifests) {
        List<String> complaints = new ArrayList<>();
        manifests
                .workloads()
                .forEach(workload -> {
                    pod(workload, complaints);
                    account(manifests, workload, complaints);
                    workload.containers()
                            .forEach(container -> container(workload, container, complaints));
                    if (workload.isService()) {
                        service(manifests, workload, complaints);
                    }
                });
        return complaints;
    }

    private static void pod(Workload workload, List<String> complaints) {
        var pod = workload.pod();
        if (!pod.at("/securityContext/runAsNonRoot").asBoolean()) {
            complaints.add(workload + " may run as root");
        }
        if (!pod.at("/securityContext/seccompProfile/type").asText().equals("RuntimeDefault")) {
            complaints.add(workload + " may make any system call");
        }
        if (pod.path("automountServiceAccountToken").asBoolean(true)) {
            complaints.add(workload + " gets a token of its service account");
        }
    }

    private static void account(Manifests manifests, Workload workload, List<String> complaints) {
        var name = workload.pod().path("serviceAccountName").asText();
        if (name.isEmpty()) {
            return;
        }
        var account = manifests.find("ServiceAccount", name);
        if (account.isEmpty()) {
            complaints.add("%s has the account %s, which is not there".formatted(workload, name));
        } else if (account.get().at("/automountServiceAccountToken").asBoolean(true)) {
            complaints.add(account.get() + " gives its token to pods");
        }
    }

    private static void container(Workload workload, JsonNode container, List<String> complaints) {
        var context = container.path("securityContext");
        if (context.path("allowPrivilegeEscalation").asBoolean(true)) {
            complaints.add(workload + " may get more rights than it has");
        }
        if (!context.path("readOnlyRootFilesystem").asBoolean()) {
            complaints.add(workload + " may write into its image");
        }
        if (!texts(context.at("/capabilities/drop")).equals(Set.of("ALL"))) {
            complaints.add(workload + " keeps capabilities");
        }
        for (var pointer : List.of("/requests/cpu", "/requests/memory", "/limits/memory")) {
            if (container.path("resources").at(pointer).isMissingNode()) {
                complaints.add(workload + " says nothing of resources" + pointer);
            }
        }
        if (!workload.isMigration()) {
            PROBES.stream()
                    .filter(probe -> container.path(probe).isMissingNode())
                    .forEach(probe -> complaints.add(workload + " has no " + probe));
        }
    }

    private static void service(Manifests manifests, Workload workload, List<String> complaints) {
        if (manifests
                .all("PodDisruptionBudget")
                .noneMatch(
                        budget -> Labels.select(budget.at("/spec/selector"), workload.labels()))) {
            complaints.add(workload + " has no disruption budget");
        }
        var spread =
                workload.pod()
                        .path("topologySpreadConstraints")
                        .valueStream()
                        .map(it -> it.path("topologyKey").asText())
                        .collect(toSet());
        Stream.of("topology.kubernetes.io/zone", "kubernetes.io/hostname")
                .filter(key -> !spread.contains(key))
                .forEach(key -> complaints.add(workload + " is not spread over " + key));
        workload.containers()
                .forEach(container -> {
                    int pause = container.at("/lifecycle/preStop/sleep/seconds").asInt();
                    int grace = workload.pod().path("terminationGracePeriodSeconds").asInt();
                    if (pause == 0 || grace < pause + 30) {
                        complaints.add(
                                workload + " is not given the time to finish what it has begun");
                    }
                });
    }

    private static Set<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).collect(toSet());
    }
}
