package com.winemall.coupon.claim;

import com.winemall.contracts.Topics;
import com.winemall.contracts.coupon.CouponEvent;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.outbox.Outbox;
import java.util.Collection;
import org.springframework.stereotype.Component;

/// Tells everybody who got a coupon, or a place in line.
@Component
class CouponAnnouncements {

    private final Outbox outbox;

    CouponAnnouncements(Outbox outbox) {
        this.outbox = outbox;
    }

    void send(Collection<CouponPool> pools) {
        outbox.add(
                pools.stream()
                        .flatMap(pool -> pool.events().stream())
                        .map(CouponAnnouncements::outgoing)
                        .toList());
    }

    private static Outgoing outgoing(CouponEvent event) {
        var id = event.campaignId() + "/" + event.customerId() + "/" + event.version();
        return Outgoing.to(Topics.COUPON_EVENTS, id, event);
    }
}
