package com.winemall.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Holds every message to the JSON others know it by. The golden files are written by hand: where
/// one has to change, everybody who reads or has stored such a message has to be thought of first.
class GoldenJsonTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    /// As messages are written and read.
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// As the services read what people send them over HTTP.
    private static final JsonMapper STRICT_JSON =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(all -> all.withValueInclusion(Include.NON_NULL))
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .build();

    static Stream<Arguments> samples() {
        return Samples.byGoldenFile().entrySet().stream()
                .map(sample -> Arguments.of(sample.getKey(), sample.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void a_message_is_written_as_its_golden_file_says(String name, Message message) {
        var written = JSON.writeValueAsString(message);

        assertThat(JSON.readTree(written)).isEqualTo(golden(name));
        assertThat(written).doesNotContain("null");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void a_golden_file_is_read_as_the_message_it_was(String name, Message message) {
        var read = read(JSON, golden(name), message);

        assertThat(read).isEqualTo(message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void stricter_settings_write_and_read_the_same(String name, Message message) {
        var written = STRICT_JSON.writeValueAsString(message);

        assertThat(JSON.readTree(written)).isEqualTo(golden(name));
        assertThat(read(STRICT_JSON, golden(name), message)).isEqualTo(message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void what_a_later_sender_adds_is_passed_over(String name, Message message) {
        var later = golden(name);
        objectsIn(later).forEach(object -> object.putObject("addedLater").put("colour", "red"));

        var read = read(JSON, later, message);

        assertThat(read).isEqualTo(message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void a_number_a_flag_or_a_list_that_is_missing_is_refused(String name, Message message) {
        for (var component : message.getClass().getRecordComponents()) {
            if (!component.getType().isPrimitive() && component.getType() != List.class) {
                continue;
            }
            var field = component.getName();

            assertRefused(golden(name).without(field), message, field);
            assertRefused(golden(name).putNull(field), message, field);
        }
    }

    @Test
    void a_line_without_its_quantity_is_refused() {
        var name = "product.commands/ReserveStock";
        var json = golden(name);
        ((ObjectNode) json.get("lines").get(0)).remove("quantity");

        assertRefused(json, Samples.byGoldenFile().get(name), "quantity");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void what_is_not_of_its_type_is_refused(String name, Message message) {
        for (var component : message.getClass().getRecordComponents()) {
            // Every text is a text; and an id that is a text may be any.
            if (component.getType() == String.class || isNamedByText(component)) {
                continue;
            }
            var field = component.getName();

            assertRefused(golden(name).put(field, "no such thing"), message, field);
        }
    }

    @Test
    void every_message_has_a_golden_file() {
        var expected =
                Topics.ALL.stream()
                        .flatMap(topic ->
                                topic.types().keySet().stream()
                                        .map(type -> topic.name() + "/" + type))
                        .toList();

        assertThat(goldenFiles()).containsAll(expected);
    }

    @Test
    void every_golden_file_is_the_one_of_a_sample() {
        assertThat(goldenFiles())
                .containsExactlyInAnyOrderElementsOf(Samples.byGoldenFile().keySet());
    }

    /// Else a field could become required, or lose its place in the JSON, and no golden file tell.
    @Test
    void what_is_optional_is_shown_present_and_absent_and_all_else_always_present() {
        Map<Class<?>, List<Set<String>>> shown = new LinkedHashMap<>();
        Samples.byGoldenFile().values().forEach(message -> collectFields(message, shown));

        assertThat(shown.keySet()).containsAll(Vocabulary.messages());
        shown.forEach((type, shapes) -> {
            var ever = new TreeSet<String>();
            shapes.forEach(ever::addAll);
            var always = new TreeSet<>(ever);
            shapes.forEach(always::retainAll);
            assertThat(ever).as("fields of %s", type).isEqualTo(names(type, false));
            assertThat(always).as("required fields of %s", type).isEqualTo(names(type, true));
        });
    }

    private static Message read(JsonMapper mapper, JsonNode json, Message asWhat) {
        return mapper.readValue(json.toString(), asWhat.getClass());
    }

    private static void assertRefused(JsonNode json, Message message, String field) {
        assertThatThrownBy(() -> read(JSON, json, message))
                .as("%s in %s", field, json)
                .isInstanceOf(JacksonException.class);
    }

    private static boolean isNamedByText(RecordComponent component) {
        return Vocabulary.isId(component.getType())
                && component.getType().getRecordComponents()[0].getType() == String.class;
    }

    private static Set<String> names(Class<?> type, boolean requiredOnly) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> !(requiredOnly && Vocabulary.isOptional(component)))
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void collectFields(Object holder, Map<Class<?>, List<Set<String>>> shown) {
        Set<String> present = new HashSet<>();
        for (var component : holder.getClass().getRecordComponents()) {
            var value = Vocabulary.valueOf(component, holder);
            if (value == null) {
                continue;
            }
            present.add(component.getName());
            var parts = value instanceof List<?> list ? list : List.of(value);
            parts.stream()
                    .filter(part -> part.getClass().isRecord() && !Vocabulary.isId(part.getClass()))
                    .forEach(part -> collectFields(part, shown));
        }
        shown.computeIfAbsent(holder.getClass(), _ -> new ArrayList<>()).add(present);
    }

    private static Stream<ObjectNode> objectsIn(JsonNode json) {
        var below = json.valueStream().flatMap(GoldenJsonTest::objectsIn).toList().stream();
        return json instanceof ObjectNode object ? Stream.concat(Stream.of(object), below) : below;
    }

    private static ObjectNode golden(String name) {
        return (ObjectNode) JSON.readTree(GOLDEN.resolve(name + ".json"));
    }

    /// The files of messages, by their path without the `.json`.
    private static List<String> goldenFiles() {
        try (var files = Files.walk(GOLDEN)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getParent().equals(GOLDEN))
                    .map(file -> GOLDEN.relativize(file).toString().replace('\\', '/'))
                    .map(file -> file.substring(0, file.length() - ".json".length()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
