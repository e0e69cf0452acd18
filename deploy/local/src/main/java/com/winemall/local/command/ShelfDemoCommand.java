package com.winemall.local.command;

import com.winemall.local.demo.ShelfStory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Plays what happens around a shelf that is empty, and checks what came of it.
@Command(
        name = "shelf",
        description =
                "An advertised wine sells out: ads stop, the factory is asked once, fails, delivers"
                        + " in parts and twice, the line is served, and ads go on.",
        mixinStandardHelpOptions = true)
public final class ShelfDemoCommand implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var context = Context.current();
        var out = spec.commandLine().getOut();
        var story = new ShelfStory(context.mall(), context.adminToken(), out);
        return DemoCommand.verdict(story.play(), out);
    }
}
