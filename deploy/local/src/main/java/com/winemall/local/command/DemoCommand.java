package com.winemall.local.command;

import com.winemall.local.client.Addresses;
import com.winemall.local.client.Mailbox;
import com.winemall.local.demo.OrdersDemo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Plays a rush and checks what came of it.
@Command(
        name = "demo",
        description =
                "200 customers want one of 100 bottles at once: play it, and check the books.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var context = Context.current();
        var out = spec.commandLine().getOut();
        boolean asPromised =
                new OrdersDemo(
                                context.mall(),
                                new Mailbox(Addresses.MAILBOX),
                                context.adminToken(),
                                out)
                        .play();
        out.println(asPromised ? "Everything is as promised." : "Something is off.");
        return asPromised ? 0 : 1;
    }
}
