package com.winemall.contracts;

import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What can be said over the topics: the messages, and every type of ours they are made of.
final class Vocabulary {

    private Vocabulary() {}

    static List<Class<?>> messages() {
        return Topics.ALL.stream().flatMap(topic -> messages(topic).stream()).toList();
    }

    /// In the order their family names them, which is the order they happen in.
    static List<Class<?>> messages(Topic<?> topic) {
        return records(topic.family()).toList();
    }

    /// The ids, the words (enums) and the records inside messages, by name.
    static Set<Class<?>> parts() {
        Set<Class<?>> parts = new TreeSet<>(Comparator.comparing(Class::getSimpleName));
        messages().forEach(message -> collectParts(message, parts));
        return parts;
    }

    static List<Class<?>> ids() {
        return parts().stream().filter(Vocabulary::isId).toList();
    }

    static List<Class<?>> words() {
        return parts().stream().filter(Class::isEnum).toList();
    }

    /// Whether it is written as the one value it has, not as an object.
    static boolean isId(Class<?> type) {
        return type.isRecord()
                && type.getRecordComponents()[0].getAccessor().isAnnotationPresent(JsonValue.class);
    }

    static boolean isOptional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    static @Nullable Object valueOf(RecordComponent component, Object holder) {
        try {
            return component.getAccessor().invoke(holder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Which of its fields a message has as its key.
    static RecordComponent key(Message message) {
        var keys =
                Arrays.stream(message.getClass().getRecordComponents())
                        .filter(component ->
                                Objects.toString(valueOf(component, message)).equals(message.key()))
                        .toList();
        if (keys.size() != 1) {
            throw new IllegalStateException(keys + " could be the key of " + message);
        }
        return keys.getFirst();
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Stream.of(type.getPermittedSubclasses()).flatMap(Vocabulary::records);
    }

    private static void collectParts(Class<?> type, Set<Class<?>> parts) {
        for (var component : type.getRecordComponents()) {
            var part = element(component.getGenericType());
            if (part.isRecord()) {
                parts.add(part);
                collectParts(part, parts);
            } else if (part.isEnum()) {
                parts.add(part);
            }
        }
    }

    /// What a list is a list of, or the type itself.
    private static Class<?> element(Type type) {
        return type instanceof ParameterizedType list
                ? element(list.getActualTypeArguments()[0])
                : (Class<?>) type;
    }
}
