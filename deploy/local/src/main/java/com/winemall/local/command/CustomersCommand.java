package com.winemall.local.command;

import com.winemall.local.client.Customers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// Makes members for anybody's load test.
@Command(
        name = "customers",
        description =
                "Make members and write them, with tokens good for an hour, to .winemall/customers.json.",
        mixinStandardHelpOptions = true)
public final class CustomersCommand implements Runnable {

    private static final int COUNT_MAX = 10_000;

    @Parameters(paramLabel = "N")
    int count;

    @Spec CommandSpec spec;

    @Override
    public void run() {
        if (count < 1 || count > COUNT_MAX) {
            throw new Failure("N is a number from 1 to " + COUNT_MAX);
        }
        var context = Context.current();
        var customers = Customers.make(count, context.adminToken());
        var file = context.home().customers();
        JsonMapper.builder().build().writeValue(file, customers);
        spec.commandLine().getOut().printf("%d members are in %s%n", customers.size(), file);
    }
}
