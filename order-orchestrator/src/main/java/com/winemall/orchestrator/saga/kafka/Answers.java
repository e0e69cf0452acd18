package com.winemall.orchestrator.saga.kafka;

import com.winemall.orchestrator.saga.Decision;
import com.winemall.orchestrator.saga.SagaOutgoing;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.Received;
import java.util.ArrayList;
import java.util.List;

/// What a poll's decisions send, each as part of the trace of what caused it.
final class Answers {

    private Answers() {}

    static List<Outgoing> to(List<? extends Received<?>> poll, List<Decision> decisions) {
        List<Outgoing> answers = new ArrayList<>(poll.size());
        for (int i = 0; i < poll.size(); i++) {
            for (var message : decisions.get(i).messages()) {
                answers.add(SagaOutgoing.of(message).because(poll.get(i)));
            }
        }
        return answers;
    }
}
