package com.winemall.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// While a service is rolled, its old and its new instances live side by side, and what the old
/// ones have sent stays in Kafka and in outboxes. `version-1` are the golden files as they were
/// when they were frozen: they are never edited, and what has to change makes a `version-2` beside
/// them.
class VersionOneTest {

    private static final Path FROZEN = Path.of("src/test/resources/version-1");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Stream<String> files() {
        try (var files = Files.walk(FROZEN)) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> FROZEN.relativize(file).toString().replace('\\', '/'))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void today_reads_what_version_1_has_sent(String file) {
        var topic = file.substring(0, file.indexOf('/'));
        var type = file.substring(file.indexOf('/') + 1).replaceAll("\\..*", "");

        var read =
                Topics.ALL.stream()
                        .filter(known -> known.name().equals(topic))
                        .map(known -> known.types().get(type))
                        .findFirst()
                        .orElseThrow();

        assertThat(JSON.readValue(FROZEN.resolve(file), read)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("files")
    void version_1_reads_what_is_sent_today(String file) {
        assertThat(missing(tree(FROZEN.resolve(file)), tree(GOLDEN.resolve(file)))).isEmpty();
    }

    @Test
    void what_version_1_would_miss_is_found() {
        var frozen = tree(FROZEN.resolve("order.outcomes/OrderCompleted.json"));

        var planted = (ObjectNode) frozen.deepCopy();
        planted.remove("customerId");
        planted.put("version", "three");
        ((ObjectNode) planted.get("lines").get(1)).remove("name");
        planted.put("addedLater", true);

        assertThat(missing(frozen, planted))
                .containsExactlyInAnyOrder("/customerId", "/version", "/lines/1/name");
    }

    /// What a reader of one message looks for and does not find, or finds of another type, in
    /// another; it passes over what it does not know.
    private static List<String> missing(JsonNode known, JsonNode sent) {
        List<String> missing = new ArrayList<>();
        collect("", known, sent, missing);
        return missing;
    }

    private static void collect(String path, JsonNode known, JsonNode sent, List<String> missing) {
        if (known.getNodeType() != sent.getNodeType()) {
            missing.add(path);
        } else if (known instanceof ObjectNode object) {
            object.forEachEntry(
                    (name, value) -> collect(path + "/" + name, value, sent.path(name), missing));
        } else {
            for (int i = 0; i < known.size(); i++) {
                collect(path + "/" + i, known.get(i), sent.path(i), missing);
            }
        }
    }

    private static JsonNode tree(Path file) {
        return JSON.readTree(file);
    }
}
