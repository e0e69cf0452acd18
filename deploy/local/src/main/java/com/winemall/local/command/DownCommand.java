package com.winemall.local.command;

import com.winemall.local.parts.Part;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Stops everything; the data stay.
@Command(
        name = "down",
        description = "Stop the mall. What it knows stays in .winemall/.",
        mixinStandardHelpOptions = true)
public final class DownCommand implements Runnable {

    @Spec CommandSpec spec;

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        var parts = Context.current().parts();
        if (parts.all().stream().noneMatch(Part::isRunning)) {
            out.println("The mall is not running.");
            return;
        }
        out.println(
                "Stopping the mall. The first time, each part writes down what makes its next"
                        + " start fast; that takes a while.");
        out.flush();
        long began = System.nanoTime();
        Stopping.stopAll(parts);
        out.printf("The mall is closed, after %.1f s.%n", (System.nanoTime() - began) / 1e9);
    }
}
