package com.winemall.orchestrator.saga;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/// One step of a saga.
///
/// @param name what a running saga remembers, so that a later definition may add steps before it
/// @param participant who is asked
/// @param doing the saga's state while it is done
/// @param undoing the saga's state while it is undone
/// @param command asks the participant to do it
/// @param undo asks the participant to undo it, whether it was done or not
/// @param needed whether this order has the step at all
public record Step(
        String name,
        Kind kind,
        Participant participant,
        SagaState doing,
        SagaState undoing,
        BiFunction<Saga, CommandId, Message> command,
        BiFunction<Saga, CommandId, Message> undo,
        Predicate<Saga> needed) {

    /// Asks the participant in one direction.
    Message message(Saga saga, Direction direction) {
        var id = commandId(saga.orderId(), direction);
        return switch (direction) {
            case FORWARD -> command.apply(saga, id);
            case COMPENSATE -> undo.apply(saga, id);
        };
    }

    /// The same for every resend, and for every process that makes it.
    CommandId commandId(OrderId order, Direction direction) {
        return new CommandId(order + "/" + name + "/" + direction.name().toLowerCase(Locale.ROOT));
    }

    SagaState state(Direction direction) {
        return switch (direction) {
            case FORWARD -> doing;
            case COMPENSATE -> undoing;
        };
    }

    /// What may happen to a step.
    public enum Kind {
        /// May be refused, and is undone when a later one is.
        COMPENSATABLE,
        /// The last one that may be refused. Once it is done the saga goes on to its end.
        PIVOT,
        /// Cannot be refused, only delayed.
        RETRIABLE
    }
}
