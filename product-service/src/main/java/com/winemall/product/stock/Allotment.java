package com.winemall.product.stock;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.product.AllotStock;
import com.winemall.contracts.reply.AllotmentRejected;
import com.winemall.contracts.reply.AllotmentReply;
import com.winemall.contracts.reply.StockAllotted;

/// What came of an event's asking for units to sell. An event has one allotment at most; a try that
/// was refused may be followed by another.
///
/// @param commandId the `AllotStock` to answer; the `ReturnAllotment`'s own if that came first
public record Allotment(EventId eventId, CommandId commandId, State state) {

    Allotment to(State next) {
        return new Allotment(eventId, commandId, next);
    }

    /// The command that made it gets the answer it got, even when all is over. Another one is told
    /// what the event has, or that it is to have nothing any more.
    AllotmentReply answer(AllotStock asked) {
        return switch (state) {
            case State.Open(var units, _) -> allotted(asked, units);
            case State.Returned(var units, _) ->
                    asked.commandId().equals(commandId)
                            ? allotted(asked, units)
                            : rejected(asked, 0);
            case State.Refused(_, var available) -> rejected(asked, available);
            case State.Forgone _ -> rejected(asked, 0);
        };
    }

    private static StockAllotted allotted(AllotStock asked, Units units) {
        return new StockAllotted(
                asked.commandId(), asked.eventId(), units.quantity(), units.price());
    }

    private static AllotmentRejected rejected(AllotStock asked, int available) {
        return new AllotmentRejected(
                asked.commandId(), asked.eventId(), asked.quantity(), available);
    }

    /// What the event sells.
    ///
    /// @param quantity at the beginning
    /// @param price of one unit in won
    public record Units(ProductId productId, int quantity, long price) {}

    /// Where the units are.
    public sealed interface State {

        /// The event's orders draw from it.
        ///
        /// @param rest what none of them has drawn; set aside like any hold, but without an end:
        ///   only the event knows when it is over
        record Open(Units units, int rest) implements State {}

        /// The event is over.
        ///
        /// @param rest what went back
        record Returned(Units units, int rest) implements State {}

        /// There were not that many units. Kept, so that the same question gets the same answer.
        ///
        /// @param available what a newcomer could have had at that moment
        record Refused(int requested, int available) implements State {}

        /// The event was over before it had asked. Kept, so that asking late is refused.
        record Forgone() implements State {}
    }
}
