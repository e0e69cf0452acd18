package com.winemall.orchestrator.saga.kafka;

import com.winemall.orchestrator.saga.Decision;
import com.winemall.orchestrator.saga.SagaOutgoing;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a poll's decisions send, each as part of the trace of what caused it.
final class Answers {

    private Answers() {}

    static List<Outgoing> to(List<? extends Received<?>> poll, List<Optional<Decision>> decisions) {
        List<Outgoing> answers = new ArrayList<>(poll.size());
        for (int i = 0; i < poll.size(); i++) {
            var cause = poll.get(i);
            decisions.get(i).map(Decision::messages).orElse(List.of()).stream()
                    .map(message -> SagaOutgoing.of(message).because(cause))
                    .forEach(answers::add);
        }
        return answers;
    }
}
