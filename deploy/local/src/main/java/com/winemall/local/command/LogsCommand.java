package com.winemall.local.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows what a part has logged.
@Command(
        name = "logs",
        description = "Show what a part has logged.",
        mixinStandardHelpOptions = true)
public final class LogsCommand implements Runnable {

    @Parameters(paramLabel = "PART", description = "order-service#2 is its second instance.")
    String name;

    @Option(names = "-n", description = "How many lines (default: ${DEFAULT-VALUE}).")
    int lines = 100;

    @Spec CommandSpec spec;

    @Override
    public void run() {
        var context = Context.current();
        var log = context.home().log(context.part(name).name());
        if (Files.notExists(log)) {
            throw new Failure(name + " has logged nothing yet");
        }
        Deque<String> last = new ArrayDeque<>();
        try (var all = Files.lines(log)) {
            all.forEach(line -> {
                last.add(line);
                if (last.size() > lines) {
                    last.removeFirst();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var out = spec.commandLine().getOut();
        last.forEach(out::println);
    }
}
