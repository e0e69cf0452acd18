package com.winemall.local.command;

import com.winemall.local.parts.Part;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Replaces a service's instances by new ones, which run what was built last.
@Command(
        name = "roll",
        description =
                "Replace the instances of a service one by one, by ones that run what was built"
                        + " last, while customers are served.",
        mixinStandardHelpOptions = true)
public final class RollCommand implements Runnable {

    @Parameters(paramLabel = "SERVICE")
    String service;

    @Spec CommandSpec spec;

    @Override
    public void run() {
        var context = Context.current();
        context.refuseUnlessScalable(service);
        context.refuseUnlessOpen();
        if (context.parts().instances(service).stream().noneMatch(Part::isRunning)) {
            throw new Failure(service + " is not running; start it with ./mall start " + service);
        }
        var out = spec.commandLine().getOut();
        new Scaling(context.home(), context.parts(), out).roll(service);
        out.println(service + " is new");
    }
}
