package com.winemall.order.ordering;

import com.winemall.order.ordering.PlaceOrder.Outcome;
import com.winemall.starter.commit.CommitOwner;
import com.winemall.starter.commit.GroupCommit;
import com.winemall.starter.idempotency.IdempotencyKey;
import com.winemall.starter.idempotency.StoredAnswer;
import com.winemall.starter.idempotency.StoredAnswers;
import com.winemall.starter.outbox.Outbox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Places orders. Those that arrive together are written together: one commit for all of them, and
/// each is answered only when it is on disk.
@Component
public class PlaceOrderHandler implements CommitOwner {

    private static final Logger log = LoggerFactory.getLogger(PlaceOrderHandler.class);

    private final Orders orders;
    private final StoredAnswers answers;
    private final Outbox outbox;
    private final OrderAnnouncements announcements;
    private final GroupCommit<PlaceOrder, Outcome> commits;
    private final Set<IdempotencyKey> underWay = ConcurrentHashMap.newKeySet();

    PlaceOrderHandler(
            Orders orders,
            StoredAnswers answers,
            Outbox outbox,
            OrderAnnouncements announcements,
            PlacingSettings settings,
            TransactionOperations transaction) {
        this.orders = orders;
        this.answers = answers;
        this.outbox = outbox;
        this.announcements = announcements;
        this.commits =
                new GroupCommit<>(
                        "place-orders",
                        transaction,
                        this::placeTogether,
                        settings.batchMax(),
                        settings.linger(),
                        settings.queueMax());
    }

    /// Returns once the order is committed.
    ///
    /// @throws GroupCommit.Overloaded if more orders are waiting to be placed than may
    public Outcome handle(PlaceOrder command) {
        var answer = command.answer();
        if (answer == null) {
            return commits.commit(command);
        }
        if (!underWay.add(answer.key())) {
            return new Outcome.InProgress();
        }
        try {
            return commits.commit(command);
        } finally {
            underWay.remove(answer.key());
        }
    }

    private List<Outcome> placeTogether(List<PlaceOrder> commands) {
        var newKeys =
                answers.addNew(
                        commands.stream()
                                .map(PlaceOrder::answer)
                                .filter(Objects::nonNull)
                                .toList());
        List<Outcome> outcomes = new ArrayList<>(commands.size());
        List<PlaceOrder> placed = new ArrayList<>(commands.size());
        for (var command : commands) {
            var answer = command.answer();
            if (answer == null || newKeys.contains(answer.key())) {
                placed.add(command);
                outcomes.add(new Outcome.Placed(command.order()));
            } else {
                outcomes.add(new Outcome.Repeated(earlier(answer)));
            }
        }
        insert(placed);
        return outcomes;
    }

    /// Places orders that somebody else has decided to take, as part of the transaction under way.
    public void placeDecided(Collection<Order> decided) {
        insert(decided.stream().map(order -> new PlaceOrder(order, null)).toList());
    }

    private void insert(List<PlaceOrder> placed) {
        orders.insert(placed.stream().map(PlaceOrder::order).toList());
        outbox.add(placed.stream().map(one -> announcements.placed(one.order())).toList());
        for (var one : placed) {
            log.atInfo().addKeyValue("orderId", one.order().id()).log("placed");
        }
    }

    private StoredAnswer earlier(StoredAnswer answer) {
        return answers.find(answer.key())
                .orElseThrow(
                        () -> new IllegalStateException("neither new nor there: " + answer.key()));
    }

    @Override
    public GroupCommit<?, ?> commits() {
        return commits;
    }
}
