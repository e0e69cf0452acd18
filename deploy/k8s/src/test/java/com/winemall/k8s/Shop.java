package com.winemall.k8s;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the code says of the services: manifests are held to it, and not to a copy of it.
///
/// @param services by the names of their modules
/// @param images that the build makes
record Shop(List<ServiceCode> services, Set<String> images) {

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern IMAGES =
            Pattern.compile(
                    "^\\[ \\$# -gt 0 ] \\|\\| set -- ((?:[^\\n\\\\]|\\\\\\n)+)", Pattern.MULTILINE);

    /// @throws IllegalStateException if the services have not been compiled
    static Shop ofThisBuild() {
        var names =
                MODULE.matcher(read(Project.ROOT.resolve("pom.xml")))
                        .results()
                        .map(it -> it.group(1))
                        .filter(module -> Files.exists(settings(module)))
                        .filter(module -> !module.contains("/"))
                        .toList();
        return new Shop(names.stream().map(ServiceCode::of).toList(), built());
    }

    ServiceCode service(String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is no service"));
    }

    /// Every topic there has to be: those of `libs/contracts`, where each consumer's dead letters
    /// go, and where work waits.
    Set<String> topics() {
        var contracts = Topics.ALL.stream().map(Topic::name);
        var own = services.stream().flatMap(service -> service.own().stream());
        return Stream.concat(contracts, own).collect(Collectors.toCollection(TreeSet::new));
    }

    static Path settings(String module) {
        return Project.ROOT.resolve(module).resolve("src/main/resources/application.yaml");
    }

    private static Set<String> built() {
        var all = IMAGES.matcher(read(Project.ROOT.resolve("deploy/images/build")));
        if (!all.find()) {
            throw new IllegalStateException("deploy/images/build does not say what it builds");
        }
        return new TreeSet<>(List.of(all.group(1).replace("\\\n", " ").strip().split("\\s+")));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
