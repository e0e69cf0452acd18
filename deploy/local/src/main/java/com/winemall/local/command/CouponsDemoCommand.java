package com.winemall.local.command;

import com.winemall.local.demo.CouponStory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Plays a coupon campaign that everybody comes to at once, and checks what came of it.
@Command(
        name = "coupons",
        description =
                "3,000 customers claim one of 500 coupons in the same second, each twice; then there"
                        + " are 200 more, then 100 are given back: the line gets them, in order.",
        mixinStandardHelpOptions = true)
public final class CouponsDemoCommand implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var context = Context.current();
        var out = spec.commandLine().getOut();
        var story = new CouponStory(context.mall(), context.adminToken(), out);
        return DemoCommand.verdict(story.play(), out);
    }
}
