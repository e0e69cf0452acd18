package com.winemall.product.stock;

import com.winemall.contracts.EventId;
import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.product.AllotStock;
import com.winemall.contracts.product.AllotmentCommand;
import com.winemall.contracts.product.ProductCommand;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.product.ReturnAllotment;
import com.winemall.contracts.product.StockCommand;
import com.winemall.starter.messaging.Outgoing;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Does what the saga asks of the stock of many orders, and events of theirs, in one transaction.
@Component
@Transactional
public class StockCommandHandler {

    private static final Logger log = LoggerFactory.getLogger(StockCommandHandler.class);

    private final Stocks stocks;
    private final StockAnnouncements announcements;
    private final Clock clock;

    StockCommandHandler(Stocks stocks, StockAnnouncements announcements, Clock clock) {
        this.stocks = stocks;
        this.announcements = announcements;
        this.clock = clock;
    }

    /// @return an answer for each command, in their order
    public List<Outgoing> handle(List<? extends ProductCommand> commands) {
        var now = clock.instant();
        var cellar = load(commands, now);
        List<Outgoing> answers = new ArrayList<>(commands.size());
        for (var command : commands) {
            answers.add(
                    switch (command) {
                        case StockCommand ofOrder -> answer(cellar, ofOrder);
                        case AllotmentCommand ofEvent -> answer(cellar, ofEvent);
                    });
        }
        stocks.store(cellar, now);
        announcements.send(cellar);
        return answers;
    }

    private Cellar load(List<? extends ProductCommand> commands, Instant now) {
        Set<ProductId> products = new HashSet<>();
        Set<OrderId> orders = new HashSet<>();
        Set<EventId> events = new HashSet<>();
        for (var command : commands) {
            switch (command) {
                case StockCommand ofOrder -> {
                    orders.add(ofOrder.orderId());
                    ofOrder.lines().stream().map(OrderLine::productId).forEach(products::add);
                    if (ofOrder instanceof ReserveStock reserve && reserve.eventId() != null) {
                        events.add(reserve.eventId());
                    }
                }
                case AllotStock allot -> {
                    events.add(allot.eventId());
                    products.add(allot.productId());
                }
                case ReturnAllotment giveBack -> events.add(giveBack.eventId());
            }
        }
        return stocks.load(products, orders, events, now);
    }

    private static Outgoing answer(Cellar cellar, StockCommand command) {
        var answer = cellar.handle(command);
        tell("orderId", command.orderId(), command, answer);
        return StockReplies.outgoing(answer);
    }

    private static Outgoing answer(Cellar cellar, AllotmentCommand command) {
        var answer = cellar.handle(command);
        tell("eventId", command.eventId(), command, answer);
        return StockReplies.outgoing(answer);
    }

    private static void tell(String key, Object id, ProductCommand command, Message answer) {
        log.atInfo()
                .addKeyValue(key, id)
                .log(
                        "{} → {}",
                        command.getClass().getSimpleName(),
                        answer.getClass().getSimpleName());
    }
}
