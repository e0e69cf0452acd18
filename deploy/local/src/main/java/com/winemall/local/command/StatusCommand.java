package com.winemall.local.command;

import com.winemall.local.parts.ProcessCost;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Says which parts run and what they take.
@Command(
        name = "status",
        description = "Say which parts run, and what memory and CPU they have taken.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Runnable {

    @Spec CommandSpec spec;

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        long totalMemory = 0;
        out.printf(
                "%-22s %-9s %8s %12s %10s %9s%n", "part", "state", "pid", "port", "memory", "CPU");
        for (var part : Context.current().parts().all()) {
            var ports = part.ports().stream().map(String::valueOf).collect(Collectors.joining(","));
            var process = part.process();
            if (process.isEmpty()) {
                out.printf("%-22s %-9s %8s %12s%n", part.name(), "stopped", "", ports);
                continue;
            }
            var cost = ProcessCost.of(process.get());
            totalMemory += cost.residentBytes();
            out.printf(
                    "%-22s %-9s %8d %12s %7d MB %7.1f s%n",
                    part.name(),
                    part.isReady() ? "ready" : "starting",
                    process.get().pid(),
                    ports,
                    cost.residentBytes() / (1024 * 1024),
                    cost.cpu().toMillis() / 1000.0);
        }
        out.printf("%-22s %41d MB%n", "together", totalMemory / (1024 * 1024));
    }
}
