package com.winemall.coupon.claim;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.coupon.CouponAssigned;
import com.winemall.contracts.coupon.CouponEvent;
import com.winemall.contracts.coupon.CouponQueued;
import com.winemall.coupon.campaign.CampaignTitle;
import com.winemall.firstcome.Place;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.outbox.Outbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Tells everybody who got a coupon, or a place in line.
@Component
class CouponAnnouncements {

    private final Outbox outbox;

    CouponAnnouncements(Outbox outbox) {
        this.outbox = outbox;
    }

    void assigned(Map<Place, Coupon> given, Map<CampaignId, CampaignTitle> titles, Instant now) {
        List<Outgoing> messages = new ArrayList<>(given.size());
        given.forEach((place, coupon) -> {
            var title = Objects.requireNonNull(titles.get(coupon.campaignId()));
            messages.add(
                    outgoing(
                            new CouponAssigned(
                                    coupon.campaignId(),
                                    coupon.owner(),
                                    2 * place.ticket() + 1,
                                    coupon.code().readable(),
                                    title.name(),
                                    place.fromLine(),
                                    title.validUntil(),
                                    now)));
        });
        outbox.add(messages);
    }

    void queued(Map<Place, Long> positions, Instant now) {
        List<Outgoing> messages = new ArrayList<>(positions.size());
        positions.forEach((place, position) ->
                messages.add(
                        outgoing(
                                new CouponQueued(
                                        new CampaignId(place.poolId()),
                                        new CustomerId(place.person()),
                                        2 * place.ticket(),
                                        position,
                                        now))));
        outbox.add(messages);
    }

    /// A person's next place has a higher ticket, and within a place the coupon comes after the
    /// line: so versions grow without being kept anywhere.
    private static Outgoing outgoing(CouponEvent event) {
        var id = event.campaignId() + "/" + event.customerId() + "/" + event.version();
        return Outgoing.to(Topics.COUPON_EVENTS, id, event);
    }
}
