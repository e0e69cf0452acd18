package com.winemall.orchestrator.saga;

import com.winemall.orchestrator.saga.SagaMessage.Ordered;
import com.winemall.starter.outbox.Outbox;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Lets an operator move a saga, through the same decision as everything else.
@Component
@Transactional
public class OperatorHandler {

    private final SagaHandler handler;
    private final Outbox outbox;

    OperatorHandler(SagaHandler handler, Outbox outbox) {
        this.handler = handler;
        this.outbox = outbox;
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
}
