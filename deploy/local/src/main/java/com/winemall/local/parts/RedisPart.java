package com.winemall.local.parts;

import com.winemall.embedded.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One Redis server with an append-only file.
final class RedisPart implements Part {

    static final int PORT = 16379;
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(20);

    private final MallHome home;
    private final ProcessFile file;

    RedisPart(MallHome home) {
        this.home = home;
        this.file = new ProcessFile(home, "redis");
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public List<Integer> ports() {
        return List.of(PORT);
    }

    @Override
    public Optional<ProcessHandle> process() {
        return file.process();
    }

    @Override
    public void start() {
        if (isRunning()) {
            return;
        }
        var server =
                RedisServer.start(
                        home.binaries().resolve("redis"),
                        home.data().resolve("redis"),
                        PORT,
                        home.log(name()));
        ProcessHandle.of(server.pid()).ifPresent(file::write);
    }

    @Override
    public boolean isReady() {
        return isRunning() && Probe.listens(PORT);
    }

    @Override
    public void stop() {
        file.stop(PATIENCE_AT_STOP);
    }

    @Override
    public void kill() {
        file.kill();
    }
}
