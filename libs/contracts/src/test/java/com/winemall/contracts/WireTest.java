package com.winemall.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Pins every name that is on the wire: topics, types, keys, words, ids. Classes may be renamed;
/// these may not, for they are in topics, tables and programs that are not built with this.
class WireTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void topics_their_messages_and_the_field_each_is_keyed_by_stay_as_they_are() {
        var pinned = pinned("topics", new TypeReference<Map<String, Map<String, String>>>() {});

        Map<String, Map<String, String>> keys = new LinkedHashMap<>();
        Topics.ALL.forEach(topic -> keys.put(topic.name(), new LinkedHashMap<>()));
        Samples.byGoldenFile()
                .forEach((file, message) ->
                        keys.get(file.substring(0, file.indexOf('/')))
                                .put(
                                        Topic.nameOf(message.getClass()),
                                        Vocabulary.key(message).getName()));

        assertThat(keys).isEqualTo(pinned);
        assertThat(typesByTopic())
                .isEqualTo(
                        pinned.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                topic -> topic.getValue().keySet())));
    }

    @Test
    void every_topic_there_is_is_among_all_topics() {
        var declared =
                Arrays.stream(Topics.class.getFields())
                        .filter(field -> Modifier.isStatic(field.getModifiers()))
                        .filter(field -> field.getType() == Topic.class)
                        .map(WireTest::constant)
                        .toList();

        assertThat(Topics.ALL).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void no_two_messages_have_one_name() {
        assertThat(Vocabulary.messages()).extracting(Topic::nameOf).doesNotHaveDuplicates();
    }

    @Test
    void a_record_or_a_word_nobody_sends_has_no_place_in_the_contracts() {
        var said = Stream.concat(Vocabulary.messages().stream(), Vocabulary.parts().stream());

        assertThat(recordsAndEnums())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(said, Stream.of(Topic.class)).toList());
    }

    @Test
    void words_and_reasons_stay_as_they_are_and_are_written_as_themselves() {
        Map<String, List<String>> words = new LinkedHashMap<>();
        for (var word : Vocabulary.words()) {
            words.put(
                    word.getSimpleName(),
                    Arrays.stream(word.getEnumConstants())
                            .map(constant -> JSON.valueToTree(constant).stringValue())
                            .toList());
        }

        assertThat(words).isEqualTo(pinned("words", new TypeReference<>() {}));
    }

    @Test
    void ids_are_written_as_nothing_but_their_value() {
        var pinned = pinned("ids", new TypeReference<Map<String, String>>() {});

        assertThat(Vocabulary.ids())
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrderElementsOf(pinned.keySet());
        for (var type : Vocabulary.ids()) {
            var text = pinned.get(type.getSimpleName());
            var id = JSON.readValue('"' + text + '"', type);

            assertThat(JSON.writeValueAsString(id)).isEqualTo('"' + text + '"');
            assertThat(id).hasToString(text);
        }
    }

    private static Map<String, Set<String>> typesByTopic() {
        return Topics.ALL.stream()
                .collect(Collectors.toMap(Topic::name, topic -> topic.types().keySet()));
    }

    private static Topic<?> constant(java.lang.reflect.Field field) {
        try {
            return (Topic<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T pinned(String file, TypeReference<T> type) {
        return JSON.readValue(GOLDEN.resolve(file + ".json").toFile(), type);
    }

    /// By what was compiled, so that it finds also what no topic leads to.
    private static List<Class<?>> recordsAndEnums() {
        try {
            var root =
                    Path.of(
                            Topics.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            try (var files = Files.walk(root)) {
                return files.map(file -> root.relativize(file).toString())
                        .filter(file -> file.endsWith(".class") && !file.contains("-info"))
                        .<Class<?>>map(file -> classOf(file))
                        .filter(type -> type.isRecord() || type.isEnum())
                        .toList();
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> classOf(String file) {
        var name = file.substring(0, file.length() - ".class".length());
        try {
            return Class.forName(name.replace('/', '.').replace('\\', '.'));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
