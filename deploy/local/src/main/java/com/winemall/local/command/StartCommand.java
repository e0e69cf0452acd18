package com.winemall.local.command;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Starts a part that was killed.
@Command(
        name = "start",
        description = "Start a part again; returns when it is ready.",
        mixinStandardHelpOptions = true)
public final class StartCommand implements Runnable {

    @Parameters(paramLabel = "PART", description = "order-service#2 is its second instance.")
    String name;

    @Spec CommandSpec spec;

    @Override
    public void run() {
        var context = Context.current();
        var out = spec.commandLine().getOut();
        new Starting(context.home(), out).start(List.of(context.part(name)));
        out.println(name + " is ready");
    }
}
