package com.winemall.local.parts;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;

/// Which instances serve, in a file the gateway reads again and again (`winemall.instances.file`).
final class Roster {

    private final Path file;

    Roster(MallHome home) {
        this.file = home.running().resolve("instances.properties");
    }

    Path file() {
        return file;
    }

    /// Says where the instances of a service are that serve; of others nothing changes.
    void put(String service, List<Integer> ports) {
        var lines = new Properties();
        try {
            if (Files.exists(file)) {
                try (var old = Files.newBufferedReader(file)) {
                    lines.load(old);
                }
            }
            lines.setProperty(service, ports.stream().map(Roster::address).collect(joining(",")));
            // In one step: whoever reads meanwhile sees all of the old or all of the new.
            var whole = file.resolveSibling(file.getFileName() + ".new");
            try (var out = Files.newBufferedWriter(whole)) {
                lines.store(out, null);
            }
            Files.move(
                    whole,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String address(int port) {
        return "http://127.0.0.1:" + port;
    }
}
