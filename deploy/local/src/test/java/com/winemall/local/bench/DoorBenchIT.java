package com.winemall.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.embedded.FreePorts;
import com.winemall.embedded.RedisServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorBenchIT {

    @Test
    void both_ways_serve_as_many_as_there_are_units(@TempDir Path directory)
            throws InterruptedException {
        var out = new StringWriter();
        try (var redis =
                RedisServer.start(
                        directory.resolve("bin"),
                        directory.resolve("data"),
                        FreePorts.one(),
                        directory.resolve("redis.log"))) {
            var bench = new DoorBench(redis.port(), 8, 400, new PrintWriter(out));

            assertThat(bench.run()).isTrue();
        }
        assertThat(out.toString())
                .contains("400 claims by 8 clients, 200 units", "one script", "a lock")
                .contains("redis-benchmark");
    }
}
