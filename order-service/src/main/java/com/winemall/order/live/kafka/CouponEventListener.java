package com.winemall.order.live.kafka;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.coupon.CouponAssigned;
import com.winemall.contracts.coupon.CouponEvent;
import com.winemall.contracts.coupon.CouponQueued;
import com.winemall.order.live.Frame;
import com.winemall.order.live.Frame.Kind;
import com.winemall.order.live.LiveSettings;
import com.winemall.order.live.News;
import com.winemall.order.live.NewsWire;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import com.winemall.starter.messaging.Tempo;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/// Hears what became of a claim. Once, for all instances, whichever has the customer's pages.
@Component
class CouponEventListener implements PollListener<CouponEvent> {

    private final NewsWire wire;
    private final LiveSettings settings;
    private final Clock clock;

    CouponEventListener(NewsWire wire, LiveSettings settings, Clock clock) {
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

    @Override
    public Tempo tempo() {
        return Tempo.LEISURELY;
    }

    /// What happened a while ago is no news any more, and there may be much of it.
    @Override
    public List<Outgoing> onPoll(List<Received<CouponEvent>> poll) {
        var since = clock.instant().minus(settings.recent());
        wire.announce(
                poll.stream()
                        .map(received -> news(received.message()))
                        .filter(news -> news.frame().at().isAfter(since))
                        .toList());
        return List.of();
    }

    /// The words are those coupon-service answers a claim with. The code is not told: it is the
    /// coupon.
    private static News news(CouponEvent event) {
        return switch (event) {
            case CouponAssigned it ->
                    new News(
                            it.customerId(),
                            it.version(),
                            new Frame(
                                    Kind.COUPON,
                                    it.campaignId().value(),
                                    "ASSIGNED",
                                    null,
                                    null,
                                    it.at()));
            case CouponQueued it ->
                    new News(
                            it.customerId(),
                            it.version(),
                            new Frame(
                                    Kind.QUEUE,
                                    it.campaignId().value(),
                                    "WAITING",
                                    null,
                                    it.position(),
                                    it.at()));
        };
    }
}
