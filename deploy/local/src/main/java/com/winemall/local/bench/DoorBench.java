package com.winemall.local.bench;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Compares ways of deciding who is served, each against the same Redis in the same run: the mall's
/// script, a lock, and the script as fast as Redis' own load generator can call it. Half of the
/// people find nothing left.
public final class DoorBench {

    private static final String BENCHMARK = "redis-benchmark";

    /// What `redis-benchmark` replaces by a number of its own each time.
    private static final String RANDOM_PERSON = "__rand_int__";

    private final int port;
    private final int clients;
    private final int calls;
    private final PrintWriter out;

    /// @param port of a Redis on this machine
    /// @param clients who claim at once
    /// @param calls in all, of each way
    public DoorBench(int port, int clients, int calls, PrintWriter out) {
        this.port = port;
        this.clients = clients;
        this.calls = calls;
        this.out = out;
    }

    /// @return whether each way served as many people as there were units
    public boolean run() throws InterruptedException {
        var script = new ScriptedClaims();
        out.printf("The door: %d claims by %d clients, %d units%n", calls, clients, units());
        boolean scriptRight = measure(script);
        boolean lockRight = measure(new LockedClaims());
        limit(script);
        out.flush();
        return scriptRight && lockRight;
    }

    private int units() {
        return calls / 2;
    }

    private boolean measure(Claims claims) throws InterruptedException {
        var connections = new ConcurrentLinkedQueue<RedisConnection>();
        try {
            IntStream.range(0, clients).forEach(_ -> connections.add(new RedisConnection(port)));
            claim(claims, connections);
            return print(claims, claim(claims, connections));
        } finally {
            connections.forEach(DoorBench::close);
        }
    }

    /// One run; the first of two is for the code to get warm.
    private Outcome claim(Claims claims, ConcurrentLinkedQueue<RedisConnection> connections)
            throws InterruptedException {
        try (var redis = new RedisConnection(port)) {
            claims.open(redis, units());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var arrivals = new AtomicInteger();
        var numbers = new AtomicLongArray(calls);
        var result =
                new Load(clients, 0)
                        .run(
                                calls,
                                _ -> {
                                    var redis = connections.remove();
                                    int arrival = arrivals.getAndIncrement();
                                    numbers.set(
                                            arrival,
                                            claims.claim(redis, Integer.toString(arrival)));
                                    return connections.add(redis);
                                });
        var fairness = Fairness.of(IntStream.range(0, calls).mapToLong(numbers::get).toArray());
        return new Outcome(result, fairness);
    }

    private boolean print(Claims claims, Outcome outcome) {
        var result = outcome.result();
        var fairness = outcome.fairness();
        out.printf(
                """
                  %s
                    decisions     %8.0f a second
                    latency       %8.2f ms p50, %.2f ms p99
                    served        %8d, %d pairs (%.3f %%) in the wrong order,\
                 nobody overtaken by more than %d
                """,
                claims.name(),
                result.perSecond(),
                result.millisAt(50),
                result.millisAt(99),
                fairness.served(),
                fairness.inversions(),
                fairness.inverted(),
                fairness.overtakenMax());
        return fairness.served() == units();
    }

    /// What Redis can do at most, with nobody who makes use of the answers.
    private void limit(ScriptedClaims script) throws InterruptedException {
        var program = onPath(BENCHMARK);
        if (program.isEmpty()) {
            out.printf(
                    "  %s is not installed: what Redis can do at most is not known%n", BENCHMARK);
            return;
        }
        try (var redis = new RedisConnection(port)) {
            script.open(redis, units());
            out.printf("  %s, the same script%n", BENCHMARK);
            benchmark(program.get(), script.command(RANDOM_PERSON))
                    .forEach(line -> out.printf("    %s%n", line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @return its last words; before them it says how far it is
    private List<String> benchmark(Path program, List<String> command)
            throws IOException, InterruptedException {
        List<String> call = new ArrayList<>(List.of(program.toString(), "-q"));
        call.addAll(List.of("-p", Integer.toString(port)));
        call.addAll(List.of("-c", Integer.toString(clients), "-n", Integer.toString(calls)));
        call.addAll(List.of("-r", "1000000000"));
        call.addAll(command);
        var process = new ProcessBuilder(call).redirectErrorStream(true).start();
        try (var lines = process.inputReader()) {
            var said = lines.lines().filter(line -> line.contains("requests per second")).toList();
            process.waitFor();
            return said;
        }
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void close(RedisConnection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Outcome(Load.Result result, Fairness fairness) {}
}
