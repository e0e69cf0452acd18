package com.winemall.local.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Ends a part as a power cut would.
@Command(name = "kill", description = "End a part with SIGKILL.", mixinStandardHelpOptions = true)
public final class KillCommand implements Runnable {

    @Parameters(paramLabel = "PART", description = "order-service#2 is its second instance.")
    String name;

    @Spec CommandSpec spec;

    @Override
    public void run() {
        var part = Context.current().part(name);
        if (!part.isRunning()) {
            throw new Failure(name + " is not running");
        }
        part.kill();
        spec.commandLine().getOut().println(name + " is dead");
    }
}
