package com.winemall.local.bench;

import com.winemall.local.parts.Parts;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntFunction;

/// Measures what a load takes, with everything durable and everything running on this machine.
final class Meter {

    /// Not part of the mall: where its mails and its money end up.
    private static final Set<String> OUTSIDE = Set.of("outside", "payments");

    private final Parts parts;
    private final Load load;
    private final PrintWriter out;

    /// @param parts whose costs are told
    Meter(Parts parts, Load load, PrintWriter out) {
        this.parts = parts;
        this.load = load;
        this.out = out;
    }

    /// @param done what has become of one that ended as it should
    /// @return whether all did
    boolean measure(String kind, String done, int calls, IntFunction<Boolean> call)
            throws InterruptedException {
        var before = Costs.now(parts);
        var result = load.run(calls, call);
        var after = Costs.now(parts);
        print(kind, done, result, before, after);
        return result.wrong() == 0;
    }

    private void print(String kind, String done, Load.Result result, Costs before, Costs after) {
        var server = Duration.ZERO;
        var perPart = new StringBuilder();
        for (var part : parts.all()) {
            var cpu = after.since(before, part.name());
            if (!OUTSIDE.contains(part.name())) {
                server = server.plus(cpu);
            }
            perPart.append(
                    "      %-22s %6.2f s per 1,000%s%n"
                            .formatted(
                                    part.name(),
                                    perThousand(cpu, result),
                                    OUTSIDE.contains(part.name()) ? "  (not the mall's)" : ""));
        }
        out.printf(
                """
                  %s
                    %-18s %8.0f a second (%d, %d wrong)
                    call to outcome    %8.1f ms p50, %.1f ms p99
                    CPU, the mall      %8.2f s per 1,000
                    CPU, generator     %8.2f s per 1,000
                    memory             %8d MB
                %s\
                """,
                kind,
                done,
                result.perSecond(),
                result.right(),
                result.wrong(),
                result.millisAt(50),
                result.millisAt(99),
                perThousand(server, result),
                perThousand(after.generatorSince(before), result),
                after.residentBytes() / (1024 * 1024),
                perPart);
        out.flush();
    }

    private static double perThousand(Duration cpu, Load.Result result) {
        return cpu.toMillis() / 1000.0 / Math.max(result.right(), 1) * 1000;
    }
}
