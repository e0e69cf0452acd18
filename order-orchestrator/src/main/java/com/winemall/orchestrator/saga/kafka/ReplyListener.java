package com.winemall.orchestrator.saga.kafka;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.orchestrator.saga.Decision;
import com.winemall.orchestrator.saga.EarlyReplies;
import com.winemall.orchestrator.saga.SagaHandler;
import com.winemall.orchestrator.saga.SagaMessage.Replied;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Hears what participants answer.
@Component
class ReplyListener implements PollListener<SagaReply> {

    private final SagaHandler handler;
    private final EarlyReplies earlyReplies;
    private final EarlyReplySettings settings;
    private final Clock clock;

    ReplyListener(
            SagaHandler handler,
            EarlyReplies earlyReplies,
            EarlyReplySettings settings,
            Clock clock) {
        this.handler = handler;
        this.earlyReplies = earlyReplies;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Topic<SagaReply> topic() {
        return Topics.ORCHESTRATOR_REPLIES;
    }

    @Override
    public String name() {
        return "saga-replies";
    }

    @Override
    public List<Outgoing> onPoll(List<Received<SagaReply>> poll) {
        var decisions =
                handler.handle(
                        poll.stream().map(received -> new Replied(received.message())).toList());
        keepEarlyOnes(poll, decisions);
        return Answers.to(poll, decisions);
    }

    private void keepEarlyOnes(List<Received<SagaReply>> poll, List<Optional<Decision>> decisions) {
        var longAgo = clock.instant().minus(settings.patience());
        List<Received<SagaReply>> early = new ArrayList<>();
        for (int i = 0; i < poll.size(); i++) {
            if (decisions.get(i).isPresent()) {
                continue;
            }
            var received = poll.get(i);
            if (received.time().isBefore(longAgo)) {
                throw new IllegalStateException(
                        "no saga of order "
                                + received.message().orderId()
                                + " came for a reply sent at "
                                + received.time());
            }
            early.add(received);
        }
        earlyReplies.keep(early);
    }
}
