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

/// A service's executable jar, unpacked as Spring Boot recommends for start caches, and unpacked
/// anew when the jar's content changes. Its time stamp says nothing: builds are reproducible.
final class ServiceApp {

    private final MallHome home;
    private final String service;

    ServiceApp(MallHome home, String service) {
        this.home = home;
        this.service = service;
    }

    /// What to hand to `java` to run it.
    List<String> command() {
        var directory = home.apps().resolve(service);
        var mark = home.apps().resolve(service + ".fingerprint");
        try {
            if (Files.notExists(mark) || !Files.readString(mark).equals(fingerprint())) {
                MallHome.deleteRecursively(directory);
                unpack(directory);
                Files.writeString(mark, fingerprint());
            }
            return List.of("-cp", classPath(directory), mainClass(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Jars with many classes first: while a JVM records for its start cache, it goes through the
    /// class path for each class it loads, up to where that came from, with two system calls for
    /// each jar. In the order of the build that is a sixth of all the time such a start takes.
    private String classPath(Path directory) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (var libraries = Files.newDirectoryStream(directory.resolve("lib"), "*.jar")) {
            libraries.forEach(jars::add);
        }
        jars.sort(
                Comparator.comparingLong(ServiceApp::classes)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()));
        jars.add(jar(directory));
        return jars.stream().map(Path::toString).collect(joining(File.pathSeparator));
    }

    private static long classes(Path jar) {
        try (var zip = new ZipFile(jar.toFile())) {
            return zip.stream().filter(entry -> entry.getName().endsWith(".class")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String mainClass(Path directory) throws IOException {
        try (var file = new JarFile(jar(directory).toFile())) {
            return file.getManifest().getMainAttributes().getValue(Name.MAIN_CLASS);
        }
    }

    private Path jar(Path directory) {
        return directory.resolve(service + ".jar");
    }

    /// Changes with any byte of any file in the jar.
    String fingerprint() {
        var sum = new CRC32();
        try (var zip = new ZipFile(built().toFile())) {
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

    private Path built() {
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

    private void unpack(Path directory) throws IOException {
        var process =
                new ProcessBuilder(
                                Jdk.java(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Djarmode=tools",
                                "-jar",
                                built().toString(),
                                "extract",
                                "--application-filename",
                                service + ".jar",
                                "--destination",
                                directory.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(home.log(service).toFile()))
                        .start();
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        service + " cannot be unpacked; see " + home.log(service));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
