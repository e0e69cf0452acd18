package com.winemall.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// One resource of a rendering.
record Resource(ObjectNode tree) {

    String kind() {
        return tree.path("kind").asText();
    }

    String apiVersion() {
        return tree.path("apiVersion").asText();
    }

    /// Empty for what Kubernetes had first.
    String group() {
        int slash = apiVersion().indexOf('/');
        return slash < 0 ? "" : apiVersion().substring(0, slash);
    }

    String name() {
        return tree.at("/metadata/name").asText();
    }

    JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    ObjectNode object(String pointer) {
        return (ObjectNode) tree.at(pointer);
    }

    Map<String, String> labels() {
        return texts(at("/metadata/labels"));
    }

    Stream<JsonNode> elements(String pointer) {
        return at(pointer).valueStream();
    }

    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.forEachEntry((name, value) -> texts.put(name, value.asText()));
        return texts;
    }

    /// Each value with the path it stands at, containers before what is in them.
    static void walk(String path, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(path, node);
        node.forEachEntry((name, value) -> walk(path + "/" + name, value, visitor));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(path + "/" + i, node.get(i), visitor);
            }
        }
    }

    @Override
    public String toString() {
        return kind() + "/" + name();
    }
}
