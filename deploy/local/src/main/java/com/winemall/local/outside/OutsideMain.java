package com.winemall.local.outside;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs places outside the mall until it is told to stop.
@Command(
        name = "outside",
        mixinStandardHelpOptions = true,
        description = "Plays those places outside the mall that are given a port.")
public final class OutsideMain implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(OutsideMain.class);

    @Option(
            names = "--listen",
            description = "The address to answer at (default: ${DEFAULT-VALUE}).")
    private InetAddress listen = InetAddress.getLoopbackAddress();

    @Option(names = "--mailbox-port", description = "Where SES answers and mails can be read.")
    private @Nullable Integer mailboxPort;

    @Option(
            names = "--feedback-to",
            description =
                    "Who is told of mails that bounced, and of complaints (default:"
                            + " ${DEFAULT-VALUE}).")
    private URI feedbackTo = URI.create("http://127.0.0.1:8080/api/ses/notifications");

    @Option(names = "--factory-port", description = "Where the factory answers.")
    private @Nullable Integer factoryPort;

    @Option(names = "--payments-port", description = "Where the payment provider answers.")
    private @Nullable Integer paymentsPort;

    @Option(
            names = "--deliveries-to",
            description =
                    "Where the factory tells what it has brought (default: ${DEFAULT-VALUE}).")
    private URI deliveriesTo = URI.create("http://127.0.0.1:8080/api/factory/deliveries");

    @Option(
            names = "--deliveries-secret",
            defaultValue =
                    "${env:WINEMALL_REPLENISHMENT_DELIVERIES_SECRET:-"
                            + FactoryCustomer.LOCAL_SECRET
                            + "}",
            description =
                    "What the factory signs its deliveries with (default:"
                            + " WINEMALL_REPLENISHMENT_DELIVERIES_SECRET, or the local mall's).")
    private String deliveriesSecret = FactoryCustomer.LOCAL_SECRET;

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
        open(
                "mailbox",
                mailboxPort,
                (at, books, clock) -> Place.mailbox(at, books, clock, feedbackTo));
        open(
                "factory",
                factoryPort,
                (at, books, clock) ->
                        Place.factory(
                                at,
                                books,
                                clock,
                                new FactoryCustomer(deliveriesTo, deliveriesSecret)));
        open("payments", paymentsPort, Place::payments);
        return CommandLine.ExitCode.OK;
    }

    private void open(String name, @Nullable Integer port, Opening opening) {
        if (port != null) {
            var place = opening.open(new InetSocketAddress(listen, port), data, Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(place::close, "stop-" + name));
            log.info("{} on port {}", name, place.port());
        }
    }

    /// How a place is opened.
    private interface Opening {

        Place open(InetSocketAddress at, Path data, Clock clock);
    }
}
