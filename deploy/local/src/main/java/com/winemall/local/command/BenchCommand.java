package com.winemall.local.command;

import com.winemall.local.bench.Bench;
import com.winemall.local.bench.DoorBench;
import com.winemall.local.bench.Load;
import com.winemall.local.client.Addresses;
import com.winemall.local.client.Ledger;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Measures how fast the mall is.
@Command(
        name = "bench",
        description =
                "Measure orders, placed or also paid, or entries of a sale event: how many a second,"
                        + " latency, CPU and memory.",
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

    /// What can be measured.
    enum Kind {
        ORDERS,
        PAYMENTS,
        RUSH
    }

    @Parameters(paramLabel = "WHAT", description = "orders, payments or rush")
    Kind what;

    @Option(names = "--clients", description = "In flight at once (default: ${DEFAULT-VALUE}).")
    int clients = 64;

    @Option(
            names = "--rate",
            description = "Orders started a second, whatever is answered (default: closed loop).")
    int rate;

    @Option(
            names = "--warmup",
            description = "Orders before measuring (default: ${DEFAULT-VALUE}).")
    int warmup = 30_000;

    @Option(names = "--orders", description = "Orders of each kind (default: ${DEFAULT-VALUE}).")
    int orders = 20_000;

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var context = Context.current();
        if (context.parts().areRecording()) {
            spec.commandLine()
                    .getOut()
                    .println(
                            "This run records what makes later starts fast, and is slower for it."
                                    + " Measure the next: ./mall down, ./mall up.");
        }
        // With a rate, as many are in flight as it takes to keep it.
        var load = new Load(rate == 0 ? clients : Math.max(clients, 2 * rate), rate);
        var bench =
                new Bench(
                        context.parts(),
                        Addresses.gateway(context.settings()),
                        context.mall(),
                        new Ledger(Addresses.PAYMENTS),
                        context.adminToken(),
                        load,
                        spec.commandLine().getOut());
        boolean allRight =
                switch (what) {
                    case ORDERS -> bench.orders(warmup, orders);
                    case PAYMENTS -> bench.payments(warmup, orders);
                    case RUSH -> bench.rush(orders) && door(context, orders).run();
                };
        return allRight ? 0 : 1;
    }

    /// The door alone, without the mall around it.
    private DoorBench door(Context context, int calls) {
        return new DoorBench(
                context.part("redis").ports().getFirst(),
                clients,
                calls,
                spec.commandLine().getOut());
    }
}
