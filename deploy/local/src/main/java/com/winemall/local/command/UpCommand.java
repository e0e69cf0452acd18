package com.winemall.local.command;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import com.winemall.local.cellar.Cellar;
import com.winemall.local.cellar.Wine;
import com.winemall.local.client.Addresses;
import com.winemall.local.client.MallClient;
import com.winemall.local.parts.Part;
import com.winemall.local.parts.Parts;
import com.winemall.local.parts.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Starts everything and returns when all is ready.
@Command(
        name = "up",
        description = "Start the mall: everything it needs, and a cellar full of wines.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Runnable {

    private static final int WINES_AT_ONCE = 4;

    @Option(names = "--fresh", description = "Forget what was there before.")
    boolean fresh;

    @Option(names = "--payment-window", description = "How long an order can be paid, as in 20s.")
    @Nullable Duration paymentWindow;

    @Option(
            names = "--reservation-window",
            description = "How long an order served from the line can be paid, as in 40s.")
    @Nullable Duration reservationWindow;

    @Option(names = "--port", description = "The gateway's port.")
    @Nullable Integer port;

    @Option(
            names = "--limits",
            description = "wide (one address plays a crowd) or production (the real ones).")
    @Nullable String limits;

    @Option(
            names = "--instances",
            description = "How many of each service, but for the gateway (default: 1).")
    int instances = 1;

    @Option(names = "--foreground", description = "Stay, and stop the mall on Ctrl-C.")
    boolean foreground;

    @Spec CommandSpec spec;

    @Override
    public void run() {
        long began = System.nanoTime();
        var out = spec.commandLine().getOut();
        var before = Context.current();
        var context = before.with(settings());
        if (fresh || !context.settings().equals(before.settings())) {
            stopOld(before.parts(), out);
        }
        if (fresh) {
            context.home().forgetData();
        }
        context.settings().remember(context.home());
        context.parts().offerAll();
        out.println("Starting the mall:");
        var starting = new Starting(context.home(), out);
        var foundation = starting.begin(context.parts().foundation());
        foundation.await(context.parts().beforeServices());
        var services = starting.begin(context.parts().services());
        services.await(context.parts().shop());
        fillCellar(context, out);
        foundation.await();
        services.await();
        sayWhereThingsAre(context, out, (System.nanoTime() - began) / 1e9);
        if (foreground) {
            stay(context);
        }
    }

    private Settings settings() {
        var chosen =
                new Settings(
                        port == null ? Settings.DEFAULT.port() : port,
                        paymentWindow == null ? Settings.DEFAULT.paymentWindow() : paymentWindow,
                        reservationWindow == null
                                ? Settings.DEFAULT.reservationWindow()
                                : reservationWindow,
                        Settings.DEFAULT.ineligible(),
                        limits == null ? Settings.DEFAULT.limits() : limits,
                        scale());
        if (!List.of("wide", "production").contains(chosen.limits())) {
            throw new Failure("--limits is wide or production, not " + chosen.limits());
        }
        if (chosen.port() < 1 || chosen.port() > 65_535) {
            throw new Failure("--port is a number from 1 to 65535, not " + chosen.port());
        }
        if (!chosen.paymentWindow().isPositive() || !chosen.reservationWindow().isPositive()) {
            throw new Failure("A window has to be longer than nothing");
        }
        return chosen;
    }

    private Map<String, Integer> scale() {
        if (instances < 1 || instances > Parts.INSTANCES_MAX) {
            throw new Failure(
                    "--instances is a number from 1 to %d, not %d"
                            .formatted(Parts.INSTANCES_MAX, instances));
        }
        return instances == 1
                ? Map.of()
                : Parts.scalable().stream().collect(toMap(identity(), _ -> instances));
    }

    private void stopOld(Parts parts, PrintWriter out) {
        var old = fresh ? parts.all() : parts.allServices();
        if (old.stream().noneMatch(Part::isRunning)) {
            return;
        }
        out.println("Stopping the mall that runs with other settings");
        if (fresh) {
            Stopping.stopAll(parts);
        } else {
            Stopping.stopServices(parts);
        }
    }

    private static void fillCellar(Context context, PrintWriter out) {
        var mall = context.mall();
        var wines = Cellar.wines();
        long there =
                mall.get("/api/products?size=1", null)
                        .expect(200)
                        .body()
                        .at("/page/totalElements")
                        .asLong();
        if (there >= wines.size()) {
            return;
        }
        var token = context.adminToken();
        try (var threads = Executors.newFixedThreadPool(WINES_AT_ONCE)) {
            var stored =
                    wines.stream()
                            .map(wine ->
                                    CompletableFuture.runAsync(
                                            () -> putUp(wine, mall, token), threads))
                            .toList();
            stored.forEach(CompletableFuture::join);
        }
        out.printf("  %d wines are in the cellar%n", wines.size());
    }

    private static void putUp(Wine wine, MallClient mall, String token) {
        mall.post(
                        "/api/products",
                        token,
                        wine.product(),
                        Map.of("Idempotency-Key", "cellar-" + wine.key()))
                .expect(201);
    }

    private static void sayWhereThingsAre(Context context, PrintWriter out, double seconds) {
        int gateway = context.settings().port();
        out.printf(
                """

                The mall is open: ready after %.1f s.

                  the mall's door   http://localhost:%d
                  its HTTP API      http://localhost:%d/docs
                  the mailbox       http://localhost:%d
                  the factory       http://localhost:%d/production-orders
                  the payments      http://localhost:%d/ledger
                  administrator     %s / %s

                  orders are paid within %s; ./mall status, ./mall demo, ./mall down
                """,
                seconds,
                gateway,
                gateway,
                Addresses.MAILBOX.getPort(),
                Addresses.FACTORY.getPort(),
                Addresses.PAYMENTS.getPort(),
                Addresses.ADMIN_EMAIL,
                Addresses.ADMIN_PASSWORD,
                words(context.settings().paymentWindow()));
        out.flush();
    }

    private static String words(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /// Until Ctrl-C, which ends this process once the mall is stopped.
    private static void stay(Context context) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> Stopping.stopAll(context.parts()), "stop"));
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
