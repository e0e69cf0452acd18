package com.winemall.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Every ConfigMap, Secret and key somebody reads is made by somebody: by a resource here, by an
/// operator for one of its own, or by the script that makes the small cluster's secrets.
final class References implements Check {

    private static final Pattern MADE_BY_SCRIPT =
            Pattern.compile("^secret (\\S+)(.*)$", Pattern.MULTILINE);
    private static final Pattern KEY = Pattern.compile("\"([a-z.-]+)=");

    @Override
    public List<String> complaints(Manifests manifests) {
        var secrets = secrets(manifests);
        var settings = new HashMap<String, Set<String>>();
        manifests
                .all("ConfigMap")
                .forEach(map -> settings.put(map.name(), Resource.texts(map.at("/data")).keySet()));
        List<String> complaints = new ArrayList<>();
        for (var resource : manifests.all()) {
            Resource.walk(
                    "",
                    resource.tree(),
                    (path, node) -> {
                        if (isUseOfSecret(resource, path)) {
                            check(resource, "Secret", node, secrets, complaints);
                        }
                        if (path.endsWith("/configMapRef") || path.endsWith("/configMap")) {
                            check(resource, "ConfigMap", node, settings, complaints);
                        }
                    });
        }
        return complaints;
    }

    private static boolean isUseOfSecret(Resource resource, String path) {
        return path.endsWith("/secretKeyRef")
                || path.matches(".*/volumes/\\d+/secret")
                || (resource.kind().equals("TriggerAuthentication")
                        && path.matches("/spec/secretTargetRef/\\d+"))
                || (resource.kind().equals("ObjectStore") && path.matches(".*/s3Credentials/\\w+"));
    }

    private static void check(
            Resource resource,
            String kind,
            JsonNode use,
            Map<String, Set<String>> made,
            List<String> complaints) {
        var name = use.path(use.has("secretName") ? "secretName" : "name").asText();
        var keys = made.get(name);
        if (keys == null) {
            complaints.add("%s reads %s/%s, which nobody makes".formatted(resource, kind, name));
            return;
        }
        var wanted = new HashSet<String>();
        if (use.path("key").isTextual()) {
            wanted.add(use.path("key").asText());
        }
        use.path("items").forEach(item -> wanted.add(item.path("key").asText()));
        wanted.stream()
                .filter(key -> !keys.contains(key))
                .forEach(key ->
                        complaints.add(
                                "%s reads %s of %s/%s, which has no such key"
                                        .formatted(resource, key, kind, name)));
    }

    private static Map<String, Set<String>> secrets(Manifests manifests) {
        var secrets = new HashMap<String, Set<String>>();
        manifests
                .all("ExternalSecret")
                .forEach(external ->
                        secrets.put(external.at("/spec/target/name").asText(), keys(external)));
        manifests
                .all("Cluster")
                .forEach(cluster -> {
                    secrets.put(
                            cluster.name() + "-app",
                            Set.of("username", "password", "uri", "jdbc-uri", "pgpass"));
                    secrets.put(cluster.name() + "-ca", Set.of("ca.crt", "ca.key"));
                });
        manifests
                .all("Kafka")
                .forEach(kafka -> {
                    secrets.put(
                            kafka.name() + "-cluster-ca-cert",
                            Set.of("ca.crt", "ca.p12", "ca.password"));
                    var prefix =
                            kafka.at("/spec/entityOperator/userOperator/secretPrefix").asText();
                    manifests
                            .all("KafkaUser")
                            .forEach(user ->
                                    secrets.put(
                                            prefix + user.name(),
                                            Set.of(
                                                    "ca.crt",
                                                    "user.crt",
                                                    "user.key",
                                                    "user.p12",
                                                    "user.password")));
                });
        if (manifests.all("ExternalSecret").findAny().isEmpty()) {
            madeByScript(secrets);
        }
        return secrets;
    }

    /// A template's keys take the place of those that were fetched.
    private static Set<String> keys(Resource external) {
        var template = external.at("/spec/target/template/data");
        var keys = new HashSet<String>();
        if (template.isMissingNode()) {
            external.elements("/spec/data").forEach(it -> keys.add(it.path("secretKey").asText()));
        } else {
            keys.addAll(Resource.texts(template).keySet());
        }
        return keys;
    }

    private static void madeByScript(Map<String, Set<String>> secrets) {
        try {
            var script = Files.readString(Project.K8S.resolve("overlays/small/secrets"));
            MADE_BY_SCRIPT
                    .matcher(script)
                    .results()
                    .forEach(call -> {
                        var keys = new HashSet<String>();
                        KEY.matcher(call.group(2)).results().forEach(it -> keys.add(it.group(1)));
                        secrets.put(call.group(1), keys);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
