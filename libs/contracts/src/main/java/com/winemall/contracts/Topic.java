package com.winemall.contracts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// A topic, and the closed family of messages that travel on it.
///
/// @param name as Kafka knows it: `<owner>.<kind>`
/// @param family the sealed interface all its messages implement
/// @param types the messages by their logical type name
public record Topic<M extends Message>(
        String name, Class<M> family, Map<String, Class<? extends M>> types) {

    public Topic {
        types = Map.copyOf(types);
    }

    static <M extends Message> Topic<M> of(String name, Class<M> family) {
        Map<String, Class<? extends M>> types = new LinkedHashMap<>();
        records(family).forEach(type -> types.put(nameOf(type), type.asSubclass(family)));
        return new Topic<>(name, family, types);
    }

    /// The logical name of a message's type.
    ///
    /// @throws IllegalStateException if the class carries no [WireName]
    public static String nameOf(Class<?> type) {
        var name = type.getAnnotation(WireName.class);
        if (name == null) {
            throw new IllegalStateException(type + " has no @WireName");
        }
        return name.value();
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Stream.of(type.getPermittedSubclasses()).flatMap(Topic::records);
    }
}
