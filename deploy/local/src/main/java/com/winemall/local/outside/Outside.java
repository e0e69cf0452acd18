package com.winemall.local.outside;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// The mailbox, the factory and the payment provider, each on its own port.
final class Outside implements AutoCloseable {

    /// Where each listens; 0 for any free port.
    record Ports(int mailbox, int factory, int payments) {}

    private static final Behaviour.Settings PROMPT =
            new Behaviour.Settings(Duration.ZERO, 0, false, false);

    /// Slow and unreliable on purpose: whoever calls the factory has to live with that.
    private static final Behaviour.Settings SLOW_AND_UNRELIABLE =
            new Behaviour.Settings(Duration.ofSeconds(1), 0.1, false, false);

    private final LoopbackServer mailboxServer;
    private final LoopbackServer factoryServer;
    private final LoopbackServer paymentsServer;
    private final Behaviour mailboxBehaviour = new Behaviour(PROMPT);
    private final Behaviour factoryBehaviour = new Behaviour(SLOW_AND_UNRELIABLE);
    private final Behaviour paymentsBehaviour = new Behaviour(PROMPT);
    private final Mails mails;
    private final ProductionOrders orders;
    private final Payments payments;

    /// The ports come first: whoever has them has the files, too.
    private Outside(Ports ports, Path data, Clock clock) {
        mailboxServer = LoopbackServer.bind(ports.mailbox());
        factoryServer = LoopbackServer.bind(ports.factory());
        paymentsServer = LoopbackServer.bind(ports.payments());
        mails = Mails.open(data.resolve("mailbox").resolve("mails.jsonl"));
        orders = ProductionOrders.open(data.resolve("factory").resolve("orders.jsonl"));
        payments = Payments.open(data.resolve("payments").resolve("ledger.jsonl"));
        var mailboxRoutes = new Routes();
        new Ses(mails, mailboxBehaviour, clock).addTo(mailboxRoutes);
        new Mailbox(mails).addTo(mailboxRoutes);
        mailboxServer.serve(mailboxRoutes);
        var factoryRoutes = new Routes();
        new Factory(orders, factoryBehaviour, clock).addTo(factoryRoutes);
        factoryServer.serve(factoryRoutes);
        var paymentsRoutes = new Routes();
        new PaymentProvider(payments, paymentsBehaviour, clock).addTo(paymentsRoutes);
        paymentsServer.serve(paymentsRoutes);
    }

    /// Starts all, over what they kept when they ran last.
    ///
    /// @param data a directory, made if it is not there
    /// @throws java.io.UncheckedIOException if a port is taken or the files cannot be read
    static Outside start(Ports ports, Path data, Clock clock) {
        return new Outside(ports, data, clock);
    }

    /// Where each really listens.
    Ports ports() {
        return new Ports(mailboxServer.port(), factoryServer.port(), paymentsServer.port());
    }

    /// Answers what is under way, without the delay it was to have.
    @Override
    public void close() {
        List.of(mailboxBehaviour, factoryBehaviour, paymentsBehaviour).forEach(Behaviour::close);
        List.of(mailboxServer, factoryServer, paymentsServer).forEach(LoopbackServer::close);
        mails.close();
        orders.close();
        payments.close();
    }
}
