package com.winemall.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// A part that is a JVM.
final class JavaPart implements Part {

    /// Writing a start cache is the last thing a JVM does, and takes its time.
    private static final Duration PATIENCE_AT_STOP = Duration.ofMinutes(3);

    private final MallHome home;
    private final String name;
    private final List<Integer> ports;
    private final Supplier<List<String>> command;
    private final BooleanSupplier ready;
    private final ProcessFile file;

    /// @param command everything after `java`, made when the part is started
    /// @param ready whether it answers, asked only while it runs
    JavaPart(
            MallHome home,
            String name,
            List<Integer> ports,
            Supplier<List<String>> command,
            BooleanSupplier ready) {
        this.home = home;
        this.name = name;
        this.ports = List.copyOf(ports);
        this.command = command;
        this.ready = ready;
        this.file = new ProcessFile(home, name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Integer> ports() {
        return ports;
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
        List<String> whole = new ArrayList<>();
        whole.add(Jdk.java());
        whole.addAll(command.get());
        var log = Redirect.appendTo(home.log(name).toFile());
        try {
            var process =
                    new ProcessBuilder(whole)
                            .directory(home.directory().toFile())
                            .redirectOutput(log)
                            .redirectError(log)
                            .start();
            process.getOutputStream().close();
            file.write(process.toHandle());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started", e);
        }
    }

    @Override
    public boolean isReady() {
        return isRunning() && ready.getAsBoolean();
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
