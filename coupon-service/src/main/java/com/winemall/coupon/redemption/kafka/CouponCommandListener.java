package com.winemall.coupon.redemption.kafka;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.coupon.CouponCommand;
import com.winemall.coupon.redemption.CouponCommandHandler;
import com.winemall.coupon.redemption.CouponReplies;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// Hears what coupon-service is asked to do.
@Component
class CouponCommandListener implements PollListener<CouponCommand> {

    private final CouponCommandHandler handler;

    CouponCommandListener(CouponCommandHandler handler) {
        this.handler = handler;
    }

    @Override
    public Topic<CouponCommand> topic() {
        return Topics.COUPON_COMMANDS;
    }

    @Override
    public String name() {
        return "redemption";
    }

    @Override
    public List<Outgoing> onPoll(List<Received<CouponCommand>> poll) {
        var replies = handler.handle(poll.stream().map(Received::message).toList());
        List<Outgoing> answers = new ArrayList<>(poll.size());
        for (int i = 0; i < poll.size(); i++) {
            answers.add(CouponReplies.outgoing(replies.get(i)).because(poll.get(i)));
        }
        return answers;
    }
}
