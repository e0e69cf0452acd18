package com.winemall.product.stock;

import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.product.StockCommand;
import com.winemall.contracts.reply.StockReply;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Does what the saga asks of the stock of many orders, in one transaction.
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
    public List<StockReply> handle(List<? extends StockCommand> commands) {
        var now = clock.instant();
        Set<ProductId> products = new HashSet<>();
        Set<OrderId> orders = new HashSet<>();
        for (var command : commands) {
            orders.add(command.orderId());
            command.lines().stream().map(OrderLine::productId).forEach(products::add);
        }
        var cellar = stocks.load(products, orders, now);
        List<StockReply> answers = new ArrayList<>(commands.size());
        for (var command : commands) {
            var answer = cellar.handle(command);
            answers.add(answer);
            log.atInfo()
                    .addKeyValue("orderId", command.orderId())
                    .log(
                            "{} → {}",
                            command.getClass().getSimpleName(),
                            answer.getClass().getSimpleName());
        }
        stocks.store(cellar, now);
        announcements.send(cellar);
        return answers;
    }
}
