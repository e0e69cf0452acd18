package com.winemall.local;

import com.winemall.local.command.BenchCommand;
import com.winemall.local.command.CustomersCommand;
import com.winemall.local.command.DemoCommand;
import com.winemall.local.command.DownCommand;
import com.winemall.local.command.Failure;
import com.winemall.local.command.KillCommand;
import com.winemall.local.command.LogsCommand;
import com.winemall.local.command.RollCommand;
import com.winemall.local.command.ScaleCommand;
import com.winemall.local.command.StartCommand;
import com.winemall.local.command.StatusCommand;
import com.winemall.local.command.UpCommand;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./mall`: the whole shop on one machine.
@Command(
        name = "mall",
        description = "The whole shop on one machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            KillCommand.class,
            StartCommand.class,
            ScaleCommand.class,
            RollCommand.class,
            CustomersCommand.class,
            DemoCommand.class,
            BenchCommand.class
        })
public final class Mall {

    public static void main(String[] arguments) {
        var commandLine =
                new CommandLine(new Mall())
                        .registerConverter(Duration.class, Mall::duration)
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setExecutionExceptionHandler(Mall::failed);
        System.exit(commandLine.execute(arguments));
    }

    /// What the user can mend is said in one line; anything else is a defect, and shown whole.
    private static int failed(
            Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof Failure) {
            commandLine.getErr().println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }

    /// `20s`, `5m`, `1h`, or ISO-8601.
    private static Duration duration(String text) {
        return Duration.parse(text.startsWith("P") ? text : "PT" + text.toUpperCase(Locale.ROOT));
    }
}
