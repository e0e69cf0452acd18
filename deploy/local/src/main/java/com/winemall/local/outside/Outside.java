package com.winemall.local.outside;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/// The mailbox and the factory, each on its own port.
final class Outside implements AutoCloseable {

    private static final Behaviour.Settings PROMPT =
            new Behaviour.Settings(Duration.ZERO, 0, false, false);

    /// Slow and unreliable on purpose: whoever calls the factory has to live with that.
    private static final Behaviour.Settings SLOW_AND_UNRELIABLE =
            new Behaviour.Settings(Duration.ofSeconds(1), 0.1, false, false);

    private final LoopbackServer mailboxServer;
    private final LoopbackServer factoryServer;
    private final Behaviour mailboxBehaviour = new Behaviour(PROMPT);
    private final Behaviour factoryBehaviour = new Behaviour(SLOW_AND_UNRELIABLE);
    private final Mails mails;
    private final ProductionOrders orders;

    /// The ports come first: whoever has them has the files, too.
    private Outside(
            LoopbackServer mailboxServer, LoopbackServer factoryServer, Path data, Clock clock) {
        this.mailboxServer = mailboxServer;
        this.factoryServer = factoryServer;
        this.mails = Mails.open(data.resolve("mailbox").resolve("mails.jsonl"));
        this.orders = ProductionOrders.open(data.resolve("factory").resolve("orders.jsonl"));
        var mailboxRoutes = new Routes();
        new Ses(mails, mailboxBehaviour, clock).addTo(mailboxRoutes);
        new Mailbox(mails).addTo(mailboxRoutes);
        mailboxServer.serve(mailboxRoutes);
        var factoryRoutes = new Routes();
        new Factory(orders, factoryBehaviour, clock).addTo(factoryRoutes);
        factoryServer.serve(factoryRoutes);
    }

    /// Starts both, over what they kept when they ran last.
    ///
    /// @param mailboxPort 0 for any free one, as for the factory
    /// @param data a directory, made if it is not there
    /// @throws java.io.UncheckedIOException if a port is taken or the files cannot be read
    static Outside start(int mailboxPort, int factoryPort, Path data, Clock clock) {
        return new Outside(
                LoopbackServer.bind(mailboxPort), LoopbackServer.bind(factoryPort), data, clock);
    }

    int mailboxPort() {
        return mailboxServer.port();
    }

    int factoryPort() {
        return factoryServer.port();
    }

    /// Answers what is under way, without the delay it was to have.
    @Override
    public void close() {
        mailboxBehaviour.close();
        factoryBehaviour.close();
        mailboxServer.close();
        factoryServer.close();
        mails.close();
        orders.close();
    }
}
