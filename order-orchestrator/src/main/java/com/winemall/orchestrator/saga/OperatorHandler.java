package com.winemall.orchestrator.saga;

import com.winemall.orchestrator.saga.SagaMessage.Ordered;
import com.winemall.starter.outbox.Outbox;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Lets an operator move a saga, through the same decision as everything else.
@Component
@Transactional
public class OperatorHandler {

    private final SagaHandler handler;
    private final SagaBooks books;
    private final Decider decider;
    private final Outbox outbox;
    private final Clock clock;

    OperatorHandler(
            SagaHandler handler, SagaBooks books, Decider decider, Outbox outbox, Clock clock) {
        this.handler = handler;
        this.books = books;
        this.decider = decider;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// @return whether the saga was in a state for it
    /// @throws SagaNotVisible if there is no such saga
    public boolean handle(Ordered order) {
        var decision =
                handler.handle(List.of(order))
                        .getFirst()
                        .orElseThrow(() -> new SagaNotVisible(order.orderId()));
        outbox.add(decision.messages().stream().map(SagaOutgoing::of).toList());
        return decision.changed();
    }

    /// What would be decided now. Nothing is stored or sent; what would be sent is what [#handle]
    /// sends if nothing happens to the saga in between.
    ///
    /// @return nothing if there is no such saga
    @Transactional(readOnly = true)
    public Optional<Decision> preview(Ordered order) {
        return books.find(order.orderId())
                .map(entry -> decider.decide(entry.saga(), order, clock.instant()));
    }
}
