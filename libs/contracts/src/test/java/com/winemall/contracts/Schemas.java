package com.winemall.contracts;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The JSON schemas of the records and of what they are made of.
final class Schemas {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// As `type` or `type:format`.
    private static final Map<Class<?>, String> PLAIN =
            Map.of(
                    boolean.class, "boolean",
                    int.class, "integer:int32",
                    long.class, "integer:int64",
                    Long.class, "integer:int64",
                    String.class, "string",
                    UUID.class, "string:uuid",
                    Instant.class, "string:date-time",
                    Duration.class, "string:duration");

    private Schemas() {}

    /// What a message says: an object with a property for each component of the record.
    static ObjectNode ofRecord(Class<?> type) {
        var schema = JSON.createObjectNode().put("type", "object");
        var required = JSON.createArrayNode();
        var properties = JSON.createObjectNode();
        var params = DocComment.of(type).params();
        for (var component : type.getRecordComponents()) {
            var name = component.getName();
            if (!Vocabulary.isOptional(component)) {
                required.add(name);
            }
            properties.set(name, described(ofValue(component.getGenericType()), params.get(name)));
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        schema.set("properties", properties);
        return schema;
    }

    /// What stands by its name in the list of schemas: an id, a word, or a record inside messages.
    static ObjectNode ofPart(Class<?> type) {
        if (type.isEnum()) {
            var schema = JSON.createObjectNode().put("type", "string");
            var words = schema.putArray("enum");
            Arrays.stream(type.getEnumConstants()).forEach(word -> words.add(word.toString()));
            return describedBy(type, schema);
        }
        return describedBy(
                type,
                Vocabulary.isId(type)
                        ? ofValue(type.getRecordComponents()[0].getType())
                        : ofRecord(type));
    }

    static ObjectNode reference(String section, String name) {
        return JSON.createObjectNode().put("$ref", "#/" + section + "/" + name);
    }

    private static ObjectNode ofValue(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            var schema = JSON.createObjectNode().put("type", "array");
            schema.set("items", ofValue(list.getActualTypeArguments()[0]));
            return schema;
        }
        var plain = PLAIN.get(type);
        if (plain == null) {
            return reference("components/schemas", ((Class<?>) type).getSimpleName());
        }
        var words = plain.split(":", 2);
        var schema = JSON.createObjectNode().put("type", words[0]);
        return words.length == 1 ? schema : schema.put("format", words[1]);
    }

    /// What stands beside a `$ref` is not read, so a reference is wrapped first.
    private static ObjectNode described(ObjectNode schema, String description) {
        if (description == null) {
            return schema;
        }
        if (!schema.has("$ref")) {
            return schema.put("description", description);
        }
        var wrapped = JSON.createObjectNode();
        wrapped.putArray("allOf").add(schema);
        return wrapped.put("description", description);
    }

    private static ObjectNode describedBy(Class<?> type, ObjectNode schema) {
        return schema.put("description", DocComment.of(type).text());
    }
}
