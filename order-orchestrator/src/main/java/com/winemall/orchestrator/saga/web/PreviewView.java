package com.winemall.orchestrator.saga.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.winemall.contracts.CancelReason;
import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.Topic;
import com.winemall.orchestrator.saga.Decision;
import com.winemall.orchestrator.saga.Direction;
import com.winemall.orchestrator.saga.Saga;
import com.winemall.orchestrator.saga.SagaMessage.OperatorAction;
import com.winemall.orchestrator.saga.SagaOutgoing;
import com.winemall.orchestrator.saga.SagaState;
import com.winemall.orchestrator.saga.web.SagaView.PendingView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an action would make of a saga, and send.
///
/// @param state the saga would be in
/// @param version the saga would have
/// @param reason it would end for
/// @param sends at once
/// @param undoesThen the steps that would be undone one by one after that, each when the one before
///   is answered
@JsonInclude(JsonInclude.Include.NON_NULL)
record PreviewView(
        OrderId orderId,
        OperatorAction action,
        SagaState state,
        long version,
        boolean paused,
        @Nullable PendingView pendingCommand,
        @Nullable CancelReason reason,
        List<MessageView> sends,
        List<String> undoesThen) {

    static PreviewView of(OperatorAction action, Decision decision) {
        var saga = decision.saga();
        var ending = saga.ending();
        return new PreviewView(
                saga.orderId(),
                action,
                saga.state(),
                saga.version(),
                saga.paused(),
                PendingView.of(saga.pending()),
                ending == null ? null : ending.reason(),
                decision.messages().stream().map(MessageView::of).toList(),
                undoesThen(saga));
    }

    private static List<String> undoesThen(Saga saga) {
        var pending = saga.pending();
        return pending == null || pending.direction() == Direction.FORWARD
                ? List.of()
                : saga.reached().reversed().stream()
                        .filter(step -> !step.equals(pending.step()))
                        .toList();
    }

    record MessageView(String topic, String messageId, String messageType, Message message) {

        static MessageView of(Message message) {
            var outgoing = SagaOutgoing.of(message);
            return new MessageView(
                    outgoing.topic(), outgoing.id(), Topic.nameOf(message.getClass()), message);
        }
    }
}
