package com.winemall.local.command;

import com.winemall.local.parts.Parts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Changes how many instances of a service there are.
@Command(
        name = "scale",
        description = "Have so many instances of a service; returns when they are ready.",
        mixinStandardHelpOptions = true)
public final class ScaleCommand implements Runnable {

    @Parameters(index = "0", paramLabel = "SERVICE")
    String service;

    @Parameters(index = "1", paramLabel = "N", description = "From 1 to " + Parts.INSTANCES_MAX)
    int count;

    @Spec CommandSpec spec;

    @Override
    public void run() {
        var context = Context.current();
        context.refuseUnlessScalable(service);
        if (count < 1 || count > Parts.INSTANCES_MAX) {
            throw new Failure(
                    "A service has from 1 to " + Parts.INSTANCES_MAX + " instances, not " + count);
        }
        context.refuseUnlessOpen();
        var out = spec.commandLine().getOut();
        new Scaling(context.home(), context.parts(), out).scale(service, count);
        context.settings().withInstances(service, count).remember(context.home());
        out.printf("%s: %d%n", service, count);
    }
}
