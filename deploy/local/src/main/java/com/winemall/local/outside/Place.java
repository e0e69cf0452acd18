package com.winemall.local.outside;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/// A place outside the mall: a port, what answers there, how it treats its callers, and the books
/// it keeps between two runs.
final class Place implements AutoCloseable {

    private static final Behaviour.Settings PROMPT =
            new Behaviour.Settings(Duration.ZERO, 0, false, false, 0);

    /// Slow and unreliable on purpose: whoever calls the factory has to live with that.
    private static final Behaviour.Settings SLOW_AND_UNRELIABLE =
            new Behaviour.Settings(Duration.ofSeconds(1), 0.1, false, false, 0);

    private final PlaceServer server;
    private final Behaviour behaviour;
    private final Runnable closeBooks;

    private Place(PlaceServer server, Behaviour behaviour, Runnable closeBooks) {
        this.server = server;
        this.behaviour = behaviour;
        this.closeBooks = closeBooks;
    }

    // The port comes first: whoever has it has the books, too.

    /// Plays Amazon SES.
    ///
    /// @param at with port 0 for any free one
    /// @param data a directory, made if it is not there
    /// @param feedbackTo who is told of mails that bounced, and of complaints
    /// @throws java.io.UncheckedIOException if the port is taken or the books cannot be read
    static Place mailbox(InetSocketAddress at, Path data, Clock clock, URI feedbackTo) {
        var server = PlaceServer.bind(at);
        var behaviour = new Behaviour(PROMPT);
        var books = data.resolve("mailbox");
        var mails = Mails.open(books.resolve("mails.jsonl"));
        var sns = new Sns(books.resolve("sns.p12"), feedbackTo, clock);
        var routes = new Routes();
        new Ses(mails, new Feedback(sns), behaviour, clock).addTo(routes);
        new Mailbox(mails).addTo(routes);
        sns.addTo(routes);
        server.serve(routes);
        return new Place(
                server,
                behaviour,
                () -> {
                    sns.close();
                    mails.close();
                });
    }

    /// Produces wine.
    ///
    /// @param at with port 0 for any free one
    /// @param data a directory, made if it is not there
    /// @param customer whom it delivers to
    /// @throws java.io.UncheckedIOException if the port is taken or the books cannot be read
    static Place factory(InetSocketAddress at, Path data, Clock clock, FactoryCustomer customer) {
        var server = PlaceServer.bind(at);
        var behaviour = new Behaviour(SLOW_AND_UNRELIABLE);
        var orders = ProductionOrders.open(data.resolve("factory").resolve("orders.jsonl"));
        var routes = new Routes();
        var production = new Production(orders, customer, clock);
        new Factory(orders, production, behaviour, clock).addTo(routes);
        server.serve(routes);
        production.goOn();
        return new Place(
                server,
                behaviour,
                () -> {
                    production.close();
                    orders.close();
                });
    }

    /// Moves money.
    ///
    /// @param at with port 0 for any free one
    /// @param data a directory, made if it is not there
    /// @throws java.io.UncheckedIOException if the port is taken or the books cannot be read
    static Place payments(InetSocketAddress at, Path data, Clock clock) {
        var server = PlaceServer.bind(at);
        var behaviour = new Behaviour(PROMPT);
        var payments = Payments.open(data.resolve("payments").resolve("ledger.jsonl"));
        var routes = new Routes();
        new PaymentProvider(payments, behaviour, clock).addTo(routes);
        server.serve(routes);
        return new Place(server, behaviour, payments::close);
    }

    int port() {
        return server.port();
    }

    /// Answers what is under way, without the delay it was to have.
    @Override
    public void close() {
        behaviour.close();
        server.close();
        closeBooks.run();
    }
}
