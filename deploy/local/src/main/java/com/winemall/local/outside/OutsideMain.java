package com.winemall.local.outside;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs the world outside the mall until it is told to stop.
@Command(
        name = "outside",
        mixinStandardHelpOptions = true,
        description = "Plays Amazon SES with a mailbox, the factory and the payment provider.")
public final class OutsideMain implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(OutsideMain.class);

    @Option(
            names = "--mailbox-port",
            description = "Where SES answers and mails can be read (default: ${DEFAULT-VALUE}).")
    private int mailboxPort = 8025;

    @Option(
            names = "--factory-port",
            description = "Where the factory answers (default: ${DEFAULT-VALUE}).")
    private int factoryPort = 8090;

    @Option(
            names = "--payments-port",
            description = "Where the payment provider answers (default: ${DEFAULT-VALUE}).")
    private int paymentsPort = 8091;

    @Option(
            names = "--data",
            description = "Where mails, orders and payments are kept (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(".winemall");

    public static void main(String[] arguments) {
        int exit = new CommandLine(new OutsideMain()).execute(arguments);
        if (exit != CommandLine.ExitCode.OK) {
            System.exit(exit);
        }
    }

    /// Returns when all answer; their threads keep the process alive.
    @Override
    public Integer call() {
        var wanted = new Outside.Ports(mailboxPort, factoryPort, paymentsPort);
        var outside = Outside.start(wanted, data, Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(outside::close, "stop"));
        var ports = outside.ports();
        log.info(
                "mailbox on port {}, factory on port {}, payments on port {}",
                ports.mailbox(),
                ports.factory(),
                ports.payments());
        return CommandLine.ExitCode.OK;
    }
}
