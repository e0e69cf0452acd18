package com.winemall.local.command;

import com.winemall.local.client.Addresses;
import com.winemall.local.client.Ledger;
import com.winemall.local.client.Mailbox;
import com.winemall.local.demo.Story;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Plays the life of a wine that runs out, and checks what came of it.
@Command(
        name = "demo",
        description = {
            "200 customers want one of 100 bottles at once, half of the winners pay, and what the"
                    + " others let go is sold to those who missed out: play it, and check the books.",
            "While it plays, orders are paid within a time that is short enough to wait for."
        },
        mixinStandardHelpOptions = true,
        subcommands = {ShelfDemoCommand.class, RushDemoCommand.class, CouponsDemoCommand.class})
public final class DemoCommand implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var context = Context.current();
        var out = spec.commandLine().getOut();
        var mall = context.mall();
        var admin = context.adminToken();
        boolean asPromised;
        try (var window = ShortWindow.open(context, out)) {
            asPromised =
                    new Story(
                                    mall,
                                    new Mailbox(Addresses.MAILBOX),
                                    new Ledger(Addresses.PAYMENTS),
                                    admin,
                                    window.length(),
                                    out)
                            .play();
        }
        return verdict(asPromised, out);
    }

    /// Says how a story ended.
    ///
    /// @return the exit code
    static int verdict(boolean asPromised, PrintWriter out) {
        out.println(asPromised ? "Everything is as promised." : "Something is off.");
        return asPromised ? 0 : 1;
    }
}
