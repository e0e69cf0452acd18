package com.winemall.local.command;

import com.winemall.local.demo.RushStory;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Plays a sale event that everybody comes to at once, and checks what came of it.
@Command(
        name = "rush",
        description =
                "5,000 customers come to a sale event of 100 bottles in the same second, each twice;"
                        + " half of the admitted pay, and those in line get the rest, in order.",
        mixinStandardHelpOptions = true)
public final class RushDemoCommand implements Callable<Integer> {

    /// Share of customers whom the event refuses.
    private static final double INELIGIBLE = 0.1;

    /// Long enough for the whole crowd to be answered, and the admitted to pay, on a slow machine.
    private static final Duration WINDOW = Duration.ofSeconds(90);

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var context = Context.current();
        var out = spec.commandLine().getOut();
        var mall = context.mall();
        var admin = context.adminToken();
        boolean asPromised;
        var settings = context.settings().withPaymentWindow(WINDOW).withIneligible(INELIGIBLE);
        try (var window = ShortWindow.open(context, settings, out)) {
            asPromised = new RushStory(mall, admin, window.length(), out).play();
        }
        return DemoCommand.verdict(asPromised, out);
    }
}
