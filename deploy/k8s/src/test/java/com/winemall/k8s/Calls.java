package com.winemall.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Who may talk to whom is who does: the network's policies allow each call there is, on both of
/// its ends, and no other. What calls there are is read out of the addresses a workload is given,
/// and for a service's neighbours out of the settings its code uses.
final class Calls implements Check {

    /// A name and a port, as in addresses and in arguments; not a number, not a part of a name.
    private static final Pattern ADDRESS =
            Pattern.compile("(?<![\\w.:-])([a-z][a-z0-9-]*)[: ](\\d{4,5})(?!\\d)");

    private static final String NEIGHBOUR = "WINEMALL_SERVICES_";
    private static final String DNS = "kube-system";

    private final Shop shop;

    Calls(Shop shop) {
        this.shop = shop;
    }

    @Override
    public List<String> complaints(Manifests manifests) {
        Set<String> complaints = new TreeSet<>();
        var policies = manifests.all("NetworkPolicy").toList();
        var workloads = manifests.allWorkloads().toList();
        var wanted = wanted(manifests, complaints);
        for (var from : workloads) {
            for (var to : workloads) {
                for (int port : ports(to)) {
                    if (from.operated() && from.resource().equals(to.resource())) {
                        continue;
                    }
                    var call = new Call(from.toString(), to.toString(), port);
                    judge(
                            call,
                            wanted.contains(call),
                            maySend(policies, from, to, port),
                            mayHear(policies, from, to, port),
                            complaints);
                }
            }
        }
        manifests
                .workloads()
                .forEach(workload -> {
                    denied(policies, workload, complaints);
                    outward(manifests, policies, workload, complaints);
                });
        return List.copyOf(complaints);
    }

    private static void judge(
            Call call, boolean isMade, boolean maySend, boolean mayHear, Set<String> complaints) {
        if (isMade && !maySend) {
            complaints.add(call + ", and no policy lets it send that");
        }
        if (isMade && !mayHear) {
            complaints.add(call + ", and no policy lets that be heard");
        }
        if (!isMade && maySend) {
            complaints.add(call.unmade("send to"));
        }
        if (!isMade && mayHear) {
            complaints.add(call.unmade("be heard by"));
        }
    }

    private Set<Call> wanted(Manifests manifests, Set<String> complaints) {
        Set<Call> wanted = new HashSet<>();
        manifests
                .workloads()
                .forEach(from ->
                        addresses(manifests, from)
                                .forEach((host, ports) ->
                                        ports.forEach(port -> {
                                            var to = manifests.behind(host).toList();
                                            if (to.isEmpty()) {
                                                complaints.add(
                                                        "%s asks %s, which is nobody"
                                                                .formatted(from, host));
                                            }
                                            to.forEach(it ->
                                                    wanted.add(
                                                            new Call(
                                                                    from.toString(),
                                                                    it.toString(),
                                                                    listening(
                                                                            manifests, host, port,
                                                                            it))));
                                        })));
        return wanted;
    }

    /// The port of the pod behind a Service's port.
    private static int listening(Manifests manifests, String host, int port, Workload to) {
        return manifests.find("Service", host).stream()
                .flatMap(service -> service.elements("/spec/ports"))
                .filter(it -> it.path("port").asInt() == port)
                .flatMapToInt(it -> to.port(it.path("targetPort")).stream())
                .findFirst()
                .orElse(port);
    }

    private Map<String, Set<Integer>> addresses(Manifests manifests, Workload from) {
        Map<String, Set<Integer>> addresses = new TreeMap<>();
        from.containers()
                .forEach(container -> {
                    var variables = manifests.variables(container);
                    variables.forEach((name, value) -> {
                        if (!name.startsWith(NEIGHBOUR)) {
                            find(value.asText(), addresses);
                        }
                        var port = variables.get(name.replaceAll("_HOST$", "_PORT"));
                        if (name.endsWith("_HOST") && port != null) {
                            find(value.asText() + ":" + port.asText(), addresses);
                        }
                    });
                    Stream.of("command", "args")
                            .map(it ->
                                    container.path(it).valueStream().map(JsonNode::asText).toList())
                            .forEach(words -> find(String.join(" ", words), addresses));
                });
        if (from.isService()) {
            shop.service(from.module())
                    .asks()
                    .forEach(it -> add(addresses, it, shop.service(it).port()));
        }
        return addresses;
    }

    private static void find(String text, Map<String, Set<Integer>> addresses) {
        ADDRESS.matcher(text)
                .results()
                .forEach(it -> add(addresses, it.group(1), Integer.parseInt(it.group(2))));
    }

    private static void add(Map<String, Set<Integer>> addresses, String host, int port) {
        addresses.computeIfAbsent(host, _ -> new TreeSet<>()).add(port);
    }

    private static List<Integer> ports(Workload to) {
        if (!to.operated()) {
            return to.ports().map(port -> port.path("containerPort").asInt()).toList();
        }
        var listeners = to.resource().elements("/spec/kafka/listeners").toList();
        return listeners.isEmpty()
                ? List.of(5432)
                : listeners.stream().map(it -> it.path("port").asInt()).toList();
    }

    private static boolean maySend(List<Resource> policies, Workload from, Workload to, int port) {
        return rules(policies, from, "Egress")
                .anyMatch(rule -> allows(rule.path("to"), rule.path("ports"), to, port));
    }

    /// Strimzi makes a policy out of what a listener says of its peers.
    private static boolean mayHear(List<Resource> policies, Workload from, Workload to, int port) {
        var listeners =
                to.resource()
                        .elements("/spec/kafka/listeners")
                        .filter(it -> it.path("port").asInt() == port);
        return rules(policies, to, "Ingress")
                        .anyMatch(rule -> allows(rule.path("from"), rule.path("ports"), from, port))
                || listeners.anyMatch(it -> isAmong(it.path("networkPolicyPeers"), from));
    }

    private static Stream<JsonNode> rules(List<Resource> policies, Workload workload, String type) {
        return selecting(policies, workload, type)
                .flatMap(policy -> policy.elements("/spec/" + type.toLowerCase(Locale.ROOT)));
    }

    private static Stream<Resource> selecting(
            List<Resource> policies, Workload workload, String type) {
        return policies.stream()
                .filter(policy ->
                        policy.elements("/spec/policyTypes")
                                .anyMatch(it -> it.asText().equals(type)))
                .filter(policy -> Labels.select(policy.at("/spec/podSelector"), workload.labels()));
    }

    private static boolean allows(JsonNode peers, JsonNode ports, Workload peer, int port) {
        return isAmong(peers, peer)
                && (ports.isMissingNode()
                        || ports.valueStream().anyMatch(it -> it.path("port").asInt() == port));
    }

    private static boolean isAmong(JsonNode peers, Workload peer) {
        return peers.valueStream()
                .filter(it -> it.has("podSelector") && !it.has("namespaceSelector"))
                .anyMatch(it -> Labels.select(it.path("podSelector"), peer.labels()));
    }

    private static void denied(List<Resource> policies, Workload workload, Set<String> complaints) {
        Stream.of("Ingress", "Egress")
                .filter(type -> selecting(policies, workload, type).findAny().isEmpty())
                .forEach(type ->
                        complaints.add(
                                "%s: nobody restricts its %s"
                                        .formatted(workload, type.toLowerCase(Locale.ROOT))));
    }

    private static void outward(
            Manifests manifests,
            List<Resource> policies,
            Workload workload,
            Set<String> complaints) {
        var may =
                rules(policies, workload, "Egress")
                        .flatMap(rule -> rule.path("to").valueStream())
                        .anyMatch(peer -> peer.has("ipBlock") || isOtherNamespace(peer));
        var does =
                workload.containers()
                        .flatMap(container -> manifests.variables(container).values().stream())
                        .anyMatch(value -> value.asText().startsWith("https://"));
        if (may && !does) {
            complaints.add(workload + " may leave the cluster, and does not");
        }
        if (does && !may) {
            complaints.add(workload + " leaves the cluster, and no policy lets it");
        }
    }

    private static boolean isOtherNamespace(JsonNode peer) {
        return peer.has("namespaceSelector")
                && !Resource.texts(peer.at("/namespaceSelector/matchLabels")).containsValue(DNS);
    }

    private record Call(String from, String to, int port) {

        String unmade(String what) {
            return "%s may %s %s on %d, and does not ask it".formatted(from, what, to, port);
        }

        @Override
        public String toString() {
            return "%s asks %s on %d".formatted(from, to, port);
        }
    }
}
