package com.winemall.local.command;

import com.winemall.local.client.Addresses;
import com.winemall.local.client.Customer;
import com.winemall.local.client.Customers;
import com.winemall.local.client.Ledger;
import com.winemall.local.client.Mailbox;
import com.winemall.local.client.MallClient;
import com.winemall.local.client.SignUps;
import com.winemall.local.demo.Story;
import com.winemall.local.parts.Settings;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Plays the life of a wine that runs out, and checks what came of it.
@Command(
        name = "demo",
        description = {
            "200 customers want one of 100 bottles at once, half of the winners pay, and what the"
                    + " others let go is sold to those who missed out: play it, and check the books.",
            "While it plays, orders are paid within a time that is short enough to wait for.",
            "With --gateway it plays in a mall elsewhere, which is left as it is."
        },
        mixinStandardHelpOptions = true,
        subcommands = {ShelfDemoCommand.class, RushDemoCommand.class, CouponsDemoCommand.class})
public final class DemoCommand implements Callable<Integer> {

    @Option(names = "--gateway", description = "The door of a mall elsewhere.")
    @Nullable URI gateway;

    @Option(
            names = "--mailbox",
            description = "Its mailbox, with --gateway (default: ${DEFAULT-VALUE}).")
    URI mailbox = Addresses.MAILBOX;

    @Option(
            names = "--payments",
            description = "Its payment provider, with --gateway (default: ${DEFAULT-VALUE}).")
    URI payments = Addresses.PAYMENTS;

    @Option(
            names = "--payment-window",
            description = "How long its orders can be paid, with --gateway (default: 5m).")
    Duration paymentWindow = Settings.DEFAULT.paymentWindow();

    @Option(
            names = "--admin-email",
            defaultValue = "${env:WINEMALL_ADMIN_EMAIL:-" + Addresses.ADMIN_EMAIL + "}",
            description = "Its administrator, with --gateway (default: WINEMALL_ADMIN_EMAIL).")
    String adminEmail = Addresses.ADMIN_EMAIL;

    @Option(
            names = "--admin-password",
            defaultValue = "${env:WINEMALL_ADMIN_PASSWORD:-" + Addresses.ADMIN_PASSWORD + "}",
            description = "Who logs in with (default: WINEMALL_ADMIN_PASSWORD).")
    String adminPassword = Addresses.ADMIN_PASSWORD;

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        return verdict(gateway == null ? playHere(out) : playAt(gateway, out), out);
    }

    private boolean playHere(PrintWriter out) throws InterruptedException {
        var context = Context.current();
        var mall = context.mall();
        var admin = context.adminToken();
        try (var window = ShortWindow.open(context, out)) {
            return story(mall, admin, count -> Customers.make(count, admin), window.length(), out)
                    .play();
        }
    }

    private boolean playAt(URI door, PrintWriter out) throws InterruptedException {
        var mall = new MallClient(door);
        var admin = mall.login(adminEmail, adminPassword);
        return story(mall, admin, new SignUps(mall)::make, paymentWindow, out).play();
    }

    private Story story(
            MallClient mall,
            String admin,
            IntFunction<List<Customer>> customers,
            Duration window,
            PrintWriter out) {
        return new Story(
                mall, new Mailbox(mailbox), new Ledger(payments), admin, customers, window, out);
    }

    /// Says how a story ended.
    ///
    /// @return the exit code
    static int verdict(boolean asPromised, PrintWriter out) {
        out.println(asPromised ? "Everything is as promised." : "Something is off.");
        return asPromised ? 0 : 1;
    }
}
