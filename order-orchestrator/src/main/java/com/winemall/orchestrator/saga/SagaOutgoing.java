package com.winemall.orchestrator.saga;

import com.winemall.contracts.Message;
import com.winemall.contracts.Topics;
import com.winemall.contracts.coupon.CouponCommand;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.contracts.product.ProductCommand;
import com.winemall.starter.messaging.Outgoing;

/// Where a saga's messages go, and under which id.
public final class SagaOutgoing {

    private SagaOutgoing() {}

    /// A command keeps its id over all resends; an outcome's is the version of the saga it was
    /// decided at.
    public static Outgoing of(Message message) {
        return switch (message) {
            case ProductCommand command ->
                    Outgoing.to(Topics.PRODUCT_COMMANDS, command.commandId().value(), command);
            case CouponCommand command ->
                    Outgoing.to(Topics.COUPON_COMMANDS, command.commandId().value(), command);
            case OrderOutcome outcome ->
                    Outgoing.to(
                            Topics.ORDER_OUTCOMES,
                            outcome.orderId() + "/outcome/" + outcome.version(),
                            outcome);
            default -> throw new IllegalStateException("a saga does not send " + message);
        };
    }
}
