package com.winemall.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Strimzi's definitions of its resources, written by its own generator from its own classes. The
/// API server drops fields they do not have; here they are complained of.
final class StrimziModel implements Models.Model {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Map<String, String> CLASSES =
            Map.of(
                    "Kafka", "kafka.Kafka",
                    "KafkaNodePool", "nodepool.KafkaNodePool",
                    "KafkaTopic", "topic.KafkaTopic",
                    "KafkaUser", "user.KafkaUser");
    private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";
    private static final List<String> KUBERNETES_OWN =
            List.of(PRESERVE, "x-kubernetes-int-or-string", "x-kubernetes-validations", "example");

    private final Map<String, JsonSchema> schemas = new HashMap<>();

    @Override
    public boolean knows(Resource resource) {
        return resource.group().equals("kafka.strimzi.io");
    }

    @Override
    public List<String> complaints(Resource resource) {
        if (schemas.isEmpty()) {
            generate();
        }
        var schema = schemas.get(resource.apiVersion() + "/" + resource.kind());
        return schema == null
                ? List.of("Strimzi has no " + resource.kind() + " of " + resource.apiVersion())
                : schema.validate(resource.tree()).stream()
                        .map(ValidationMessage::getMessage)
                        .toList();
    }

    private void generate() {
        var jars = Project.K8S.resolve("target/strimzi");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                jars + "/*",
                                "io.strimzi.crdgenerator.CrdGenerator",
                                "--target-kube",
                                "1.30+",
                                "--crd-api-version",
                                "v1",
                                "--yaml"));
        CLASSES.forEach((kind, name) ->
                command.add(
                        "io.strimzi.api.kafka.model.%s=%s"
                                .formatted(name, jars.resolve(kind + ".yaml"))));
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(jars.resolve("generator.log").toFile())
                            .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(jars.resolve("generator.log")));
            }
            for (var kind : CLASSES.keySet()) {
                read(jars.resolve(kind + ".yaml"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void read(Path file) throws IOException {
        var definition = YAML.readTree(file.toFile()).path("spec");
        for (var version : definition.path("versions")) {
            var schema = version.at("/schema/openAPIV3Schema");
            close(schema);
            schemas.put(
                    "%s/%s/%s"
                            .formatted(
                                    definition.path("group").asText(),
                                    version.path("name").asText(),
                                    definition.at("/names/kind").asText()),
                    JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema));
        }
    }

    /// Lets no object have more fields than are told of, and takes out what is no JSON Schema.
    private static void close(JsonNode schema) {
        Resource.walk(
                "",
                schema,
                (path, node) -> {
                    if (node instanceof ObjectNode object && !path.endsWith("/properties")) {
                        if (object.path("properties").isObject()
                                && !object.path(PRESERVE).asBoolean()
                                && !path.contains("/oneOf/")) {
                            object.put("additionalProperties", false);
                        }
                        object.remove(KUBERNETES_OWN);
                    }
                });
    }
}
