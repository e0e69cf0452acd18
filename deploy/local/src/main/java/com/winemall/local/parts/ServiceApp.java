package com.winemall.local.parts;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes.Name;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import tools.jackson.databind.json.JsonMapper;

/// A service's executable jar, unpacked as Spring Boot recommends for start caches.
final class ServiceApp {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path directory;
    private final Unpacked unpacked;

    private ServiceApp(Path directory, Unpacked unpacked) {
        this.directory = directory;
        this.unpacked = unpacked;
    }

    /// The service as it was built last, unpacked anew if the jar's content has changed since. Its
    /// time stamp says nothing: builds are reproducible.
    ///
    /// @param runs whether an instance of it runs, maybe from an older build, which then has to
    ///   stay
    static ServiceApp of(MallHome home, String service, boolean runs) {
        var all = home.apps().resolve(service);
        var kept = home.apps().resolve(service + ".json");
        var built = built(home, service);
        var fingerprint = fingerprint(built);
        var directory = all.resolve(fingerprint);
        if (Files.exists(kept) && Files.exists(directory)) {
            var unpacked = JSON.readValue(kept, Unpacked.class);
            if (unpacked.fingerprint().equals(fingerprint)) {
                return new ServiceApp(directory, unpacked);
            }
        }
        try {
            Files.deleteIfExists(kept);
            MallHome.deleteRecursively(runs ? directory : all);
            var jar = directory.resolve(service + ".jar");
            unpack(built, directory, service + ".jar", home.log(service));
            var unpacked = new Unpacked(fingerprint, classPath(directory, jar), mainClass(jar));
            JSON.writeValue(kept, unpacked);
            return new ServiceApp(directory, unpacked);
        } catch (IOException e) {
            throw new UncheckedIOException(service + " cannot be unpacked", e);
        }
    }

    /// Changes with any byte of any file in the jar.
    String fingerprint() {
        return unpacked.fingerprint();
    }

    /// What to hand to `java` to run it.
    List<String> arguments() {
        var classPath =
                unpacked.classPath().stream()
                        .map(jar -> directory.resolve(jar).toString())
                        .collect(joining(File.pathSeparator));
        return List.of("-cp", classPath, unpacked.mainClass());
    }

    private static Path built(MallHome home, String service) {
        var target = home.project().resolve(service).resolve("target");
        try (var jars = Files.newDirectoryStream(target, service + "-*.jar")) {
            for (var jar : jars) {
                return jar;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(service + " is not built", e);
        }
        throw new IllegalStateException(service + " is not built");
    }

    private static String fingerprint(Path jar) {
        var sum = new CRC32();
        try (var zip = new ZipFile(jar.toFile())) {
            zip.stream()
                    .forEach(entry ->
                            sum.update(
                                    (entry.getName() + entry.getCrc())
                                            .getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Long.toHexString(sum.getValue());
    }

    private static void unpack(Path built, Path directory, String jar, Path log)
            throws IOException {
        var process =
                new ProcessBuilder(
                                Jdk.java(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Djarmode=tools",
                                "-jar",
                                built.toString(),
                                "extract",
                                "--application-filename",
                                jar,
                                "--destination",
                                directory.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(log.toFile()))
                        .start();
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(built + " cannot be unpacked; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Jars with many classes first: while a JVM records for its start cache, it goes through the
    /// class path for each class it loads, up to where that came from, with two system calls for
    /// each jar. In the order of the build that is a sixth of all the time such a start takes.
    private static List<String> classPath(Path directory, Path jar) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (var libraries = Files.newDirectoryStream(directory.resolve("lib"), "*.jar")) {
            libraries.forEach(jars::add);
        }
        jars.sort(
                Comparator.comparingLong(ServiceApp::classes)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()));
        jars.add(jar);
        return jars.stream().map(path -> directory.relativize(path).toString()).toList();
    }

    private static long classes(Path jar) {
        try (var zip = new ZipFile(jar.toFile())) {
            return zip.stream().filter(entry -> entry.getName().endsWith(".class")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mainClass(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue(Name.MAIN_CLASS);
        }
    }

    /// What was found out when it was unpacked, kept beside it.
    ///
    /// @param fingerprint of the jar it was unpacked from
    /// @param classPath relative to where it was unpacked
    private record Unpacked(String fingerprint, List<String> classPath, String mainClass) {}
}
