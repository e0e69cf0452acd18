package com.winemall.order.live.kafka;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.coupon.CouponAssigned;
import com.winemall.contracts.coupon.CouponEvent;
import com.winemall.contracts.coupon.CouponQueued;
import com.winemall.order.live.CouponNews;
import com.winemall.order.live.CouponNewsWire;
import com.winemall.order.live.LiveSettings;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/// Hears what became of a claim. Once, for all instances, whichever has the customer's pages.
@Component
class CouponEventListener implements PollListener<CouponEvent> {

    private final CouponNewsWire wire;
    private final LiveSettings settings;
    private final Clock clock;

    CouponEventListener(CouponNewsWire wire, LiveSettings settings, Clock clock) {
        this.wire = wire;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Topic<CouponEvent> topic() {
        return Topics.COUPON_EVENTS;
    }

    @Override
    public String name() {
        return "live";
    }

    /// What happened a while ago is no news any more, and there may be much of it.
    @Override
    public List<Outgoing> onPoll(List<Received<CouponEvent>> poll) {
        var since = clock.instant().minus(settings.recent());
        wire.announce(
                poll.stream()
                        .map(received -> news(received.message()))
                        .filter(news -> news.at().isAfter(since))
                        .toList());
        return List.of();
    }

    private static CouponNews news(CouponEvent event) {
        return switch (event) {
            case CouponAssigned it ->
                    new CouponNews(it.customerId(), it.campaignId(), it.version(), null, it.at());
            case CouponQueued it ->
                    new CouponNews(
                            it.customerId(), it.campaignId(), it.version(), it.position(), it.at());
        };
    }
}
