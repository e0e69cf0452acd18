package com.winemall.product.replenishment;

import com.winemall.contracts.product.ReplenishmentFailed;
import com.winemall.contracts.product.RequestReplenishment;
import com.winemall.product.stock.ProductNews;
import com.winemall.product.stock.Stocks;
import com.winemall.starter.outbox.Outbox;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/// Tries once to bring the factory to take a request's order. The factory is called outside any
/// transaction: it may take its time, and nobody waits for it but this request.
///
/// However often a request is handled, the factory has one order: it knows the request by its id,
/// and a request it has said yes to is not handed in again.
@Component
public class AskFactoryHandler {

    private static final Logger log = LoggerFactory.getLogger(AskFactoryHandler.class);

    private final Replenishments replenishments;
    private final Stocks stocks;
    private final Factory factory;
    private final Outbox outbox;
    private final ReplenishmentSettings settings;
    private final TransactionOperations transaction;
    private final Clock clock;

    AskFactoryHandler(
            Replenishments replenishments,
            Stocks stocks,
            Factory factory,
            Outbox outbox,
            ReplenishmentSettings settings,
            TransactionOperations transaction,
            Clock clock) {
        this.replenishments = replenishments;
        this.stocks = stocks;
        this.factory = factory;
        this.outbox = outbox;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Says whether there is something to be done about a request. One that has failed and comes
    /// once more is an operator's wish to begin again; it is OPEN then, unless another one of its
    /// product is under way.
    ///
    /// @throws IllegalStateException if nobody has written such a request down
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean begin(RequestReplenishment request) {
        return switch (known(request).status()) {
            case OPEN -> true;
            case ORDERED, FULFILLED -> false;
            case FAILED -> replenishments.reopen(request, clock.instant());
        };
    }

    /// @param number of this try, from 1
    public Outcome handle(RequestReplenishment request, int number) {
        var known = known(request);
        return switch (known.status()) {
            case OPEN -> ask(request, number);
            case ORDERED, FULFILLED -> new Settled();
            // Its dead letter may not have been written.
            case FAILED -> new GivenUp(why(known));
        };
    }

    private Replenishment known(RequestReplenishment request) {
        var id = request.replenishmentId();
        return replenishments
                .find(id)
                .orElseThrow(() -> new IllegalStateException("there is no request " + id));
    }

    private Outcome ask(RequestReplenishment request, int number) {
        var ordering = factory.order(request);
        return switch (ordering.answer()) {
            case Factory.Accepted _ -> {
                replenishments.ordered(
                        request.replenishmentId(), ordering.calls(), clock.instant());
                logged(Level.INFO, request).log("ordered from the factory");
                yield new Settled();
            }
            case Factory.Refused(var reason) -> giveUp(request, ordering.calls(), reason);
            case Factory.Failed(var reason) -> tryLater(request, number, ordering.calls(), reason);
            case Factory.NotAsked(var reason) ->
                    tryLater(request, number, ordering.calls(), reason);
        };
    }

    private Outcome tryLater(RequestReplenishment request, int number, int calls, String reason) {
        if (number >= settings.triesMax()) {
            return giveUp(request, calls, reason);
        }
        replenishments.delayed(request.replenishmentId(), calls, reason, clock.instant());
        logged(Level.WARN, request)
                .addKeyValue("try", number)
                .addKeyValue("reason", reason)
                .log("the factory has not taken an order yet");
        return new TryLater(reason);
    }

    private Outcome giveUp(RequestReplenishment request, int calls, String reason) {
        return transaction.execute(_ -> {
            // The shelf is locked before the request, as it is where a delivery is counted.
            long version = stocks.nextVersion(request.productId());
            var now = clock.instant();
            var failure = replenishments.failed(request.replenishmentId(), calls, reason, now);
            if (failure.isEmpty()) {
                return new Settled();
            }
            var what = failure.get();
            outbox.add(
                    ProductNews.outgoing(
                            new ReplenishmentFailed(
                                    request.productId(),
                                    version,
                                    request.replenishmentId(),
                                    what.name(),
                                    request.quantity(),
                                    what.attempts(),
                                    reason,
                                    what.stockManagerEmail(),
                                    now)));
            logged(Level.ERROR, request)
                    .addKeyValue("reason", reason)
                    .log("the factory is not asked any more");
            return new GivenUp(reason);
        });
    }

    private static String why(Replenishment failed) {
        var error = failed.lastError();
        return error == null ? "it has failed" : error;
    }

    private static LoggingEventBuilder logged(Level level, RequestReplenishment request) {
        return log.atLevel(level)
                .addKeyValue("replenishmentId", request.replenishmentId())
                .addKeyValue("productId", request.productId());
    }

    /// What becomes of a request after a try.
    public sealed interface Outcome {}

    /// There is nothing more to do about it.
    public record Settled() implements Outcome {}

    /// It is to be tried again.
    public record TryLater(String reason) implements Outcome {}

    /// Only a person can help.
    public record GivenUp(String reason) implements Outcome {}
}
