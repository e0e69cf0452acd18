package com.winemall.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /// The jar to run.
    Path unpacked() {
        var directory = home.apps().resolve(service);
        var jar = directory.resolve(service + ".jar");
        var mark = home.apps().resolve(service + ".fingerprint");
        try {
            if (Files.exists(jar)
                    && Files.exists(mark)
                    && Files.readString(mark).equals(fingerprint())) {
                return jar;
            }
            MallHome.deleteRecursively(directory);
            unpack(directory);
            Files.writeString(mark, fingerprint());
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
