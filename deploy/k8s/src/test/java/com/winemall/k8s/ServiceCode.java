package com.winemall.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a service's settings and classes say of it.
///
/// @param port it listens on
/// @param database it owns, empty without one
/// @param settings it understands
/// @param loopback settings that lead to this machine unless they are set, with where to
/// @param asks the services whose addresses it uses
/// @param kafka what it hears and says, nothing for the gateway
record ServiceCode(
        String name,
        int port,
        String database,
        SettingNames settings,
        Map<String, String> loopback,
        Set<String> asks,
        KafkaUse kafka) {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z.-]+)");
    private static final Pattern ADDRESS =
            Pattern.compile("winemall\\.services\\.([a-z-]+)\\.address");
    private static final Pattern LOOPBACK = Pattern.compile("127\\.0\\.0\\.1|localhost");

    static ServiceCode of(String name) {
        var classes = Project.ROOT.resolve(name).resolve("target/classes");
        if (!Files.isDirectory(classes)) {
            throw new IllegalStateException(name + " is not compiled: mvn compile");
        }
        var own = yaml(Shop.settings(name));
        var isService = !own.containsKey("spring.main.web-application-type");
        Map<String, String> values = new TreeMap<>();
        if (isService) {
            values.putAll(yaml(resource("service-defaults.yaml")));
        }
        values.putAll(own);
        var metadata = metadata(classes);
        return new ServiceCode(
                name,
                Integer.parseInt(values.get("server.port")),
                values.getOrDefault("winemall.database", ""),
                settings(values, metadata),
                loopback(values, metadata),
                asks(name, values, metadata),
                KafkaUse.of(name, classes));
    }

    /// Topics of its own: where its consumers' dead letters go, and where its work waits.
    Set<String> own() {
        Set<String> own = new TreeSet<>(kafka.waiting());
        kafka.hears().forEach(it -> own.add(it.deadLetters()));
        return own;
    }

    private static SettingNames settings(Map<String, String> values, List<JsonNode> metadata) {
        Set<String> names = new TreeSet<>(values.keySet());
        values.values()
                .forEach(value ->
                        PLACEHOLDER.matcher(value).results().forEach(it -> names.add(it.group(1))));
        Set<String> maps = new TreeSet<>();
        for (var property : metadata) {
            var name = property.path("name").asText();
            names.add(name);
            if (property.path("type").asText().startsWith("java.util.Map")) {
                maps.add(name);
            }
        }
        return new SettingNames(names, maps);
    }

    /// A placeholder's own default counts for the setting it stands in.
    private static Map<String, String> loopback(
            Map<String, String> values, List<JsonNode> metadata) {
        Map<String, String> loopback = new TreeMap<>();
        values.forEach((name, value) -> {
            if (LOOPBACK.matcher(value).find()) {
                loopback.put(name, value);
            }
        });
        for (var property : metadata) {
            var name = property.path("name").asText();
            var value = property.path("defaultValue").asText();
            if (name.startsWith("winemall.")
                    && !values.containsKey(name)
                    && LOOPBACK.matcher(value).find()) {
                loopback.put(name, value);
            }
        }
        return loopback;
    }

    /// Those whose addresses stand in its settings, or are settings of its own.
    private static Set<String> asks(
            String name, Map<String, String> values, List<JsonNode> metadata) {
        Set<String> asks = new TreeSet<>();
        values.values()
                .forEach(value ->
                        ADDRESS.matcher(value).results().forEach(it -> asks.add(it.group(1))));
        metadata.stream()
                .map(property -> ADDRESS.matcher(property.path("name").asText()))
                .filter(Matcher::matches)
                .forEach(it -> asks.add(it.group(1)));
        asks.remove(name);
        return asks;
    }

    /// The settings of the service's own classes, then those of all libraries there are.
    private static List<JsonNode> metadata(Path classes) {
        var file = "META-INF/spring-configuration-metadata.json";
        try {
            List<URL> sources = new ArrayList<>();
            if (Files.exists(classes.resolve(file))) {
                sources.add(classes.resolve(file).toUri().toURL());
            }
            sources.addAll(Collections.list(ServiceCode.class.getClassLoader().getResources(file)));
            List<JsonNode> properties = new ArrayList<>();
            for (var source : sources) {
                try (var in = source.openStream()) {
                    JSON.readTree(in).path("properties").forEach(properties::add);
                }
            }
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> yaml(Path file) {
        return flat(Shop.read(file));
    }

    private static Map<String, String> yaml(URL resource) {
        try (var in = resource.openStream()) {
            return flat(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(ServiceCode.class.getClassLoader().getResource(name), name);
    }

    private static Map<String, String> flat(String yaml) {
        try {
            Map<String, String> values = new TreeMap<>();
            Resource.walk(
                    "",
                    YAML.readTree(yaml),
                    (path, node) -> {
                        if (node.isValueNode()) {
                            values.put(path.substring(1).replace('/', '.'), node.asText());
                        }
                    });
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
