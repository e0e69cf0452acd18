package com.winemall.coupon.claim;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CustomerId;
import com.winemall.coupon.campaign.CampaignTitles;
import com.winemall.coupon.code.FreshCodes;
import com.winemall.firstcome.Place;
import com.winemall.firstcome.PoolOwner;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// What a place in a campaign's pool is worth: a coupon, whose code is made at that moment. Nobody
/// is refused here; all that could be asked was asked at the door.
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CampaignPools implements PoolOwner {

    private static final Logger log = LoggerFactory.getLogger(CampaignPools.class);

    private final Coupons coupons;
    private final CampaignTitles titles;
    private final CouponAnnouncements announcements;
    private final FreshCodes codes;
    private final LatestCodes latest;
    private final Clock clock;

    CampaignPools(
            Coupons coupons,
            CampaignTitles titles,
            CouponAnnouncements announcements,
            FreshCodes codes,
            LatestCodes latest,
            Clock clock) {
        this.coupons = coupons;
        this.titles = titles;
        this.announcements = announcements;
        this.codes = codes;
        this.latest = latest;
        this.clock = clock;
    }

    @Override
    public Map<Place, String> admitted(List<Place> places) {
        var now = clock.instant();
        Map<Place, Coupon> given = new LinkedHashMap<>();
        places.forEach(place -> given.put(place, couponFor(place)));
        coupons.add(given.values(), now);
        latest.keep(given.values());
        announcements.assigned(given, titles.of(campaignsOf(given)), now);
        return Map.of();
    }

    private Coupon couponFor(Place place) {
        return new Coupon(
                codes.next(),
                new CampaignId(place.poolId()),
                new CustomerId(place.person()),
                place.reference());
    }

    private static Set<CampaignId> campaignsOf(Map<Place, Coupon> given) {
        return given.values().stream().map(Coupon::campaignId).collect(Collectors.toSet());
    }

    @Override
    public void joined(List<Place> places) {
        announcements.queued(coupons.positions(places), clock.instant());
    }

    /// They waited to the campaign's end, and could read when that would be.
    @Override
    public void left(List<Place> places) {}

    /// Their pages are order-service's, which would have to be told of each of them over Kafka.
    @Override
    public void moved(UUID poolId, List<UUID> head, Instant at) {}

    @Override
    public void settled(UUID poolId, long withdrawn) {
        log.atInfo()
                .addKeyValue("campaignId", poolId)
                .addKeyValue("left", withdrawn)
                .log("campaign over");
    }
}
