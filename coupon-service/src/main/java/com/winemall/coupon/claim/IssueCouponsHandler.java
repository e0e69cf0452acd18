package com.winemall.coupon.claim;

import com.winemall.contracts.CampaignId;
import com.winemall.coupon.campaign.CampaignSettings;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Adds coupons to a campaign. The people in line get them first, in order.
@Component
@Transactional
public class IssueCouponsHandler {

    private static final Logger log = LoggerFactory.getLogger(IssueCouponsHandler.class);

    private final Pools pools;
    private final LineServing line;
    private final CouponAnnouncements announcements;
    private final CampaignSettings settings;
    private final Clock clock;

    IssueCouponsHandler(
            Pools pools,
            LineServing line,
            CouponAnnouncements announcements,
            CampaignSettings settings,
            Clock clock) {
        this.pools = pools;
        this.line = line;
        this.announcements = announcements;
        this.settings = settings;
        this.clock = clock;
    }

    public Outcome handle(CampaignId campaignId, int quantity) {
        var now = clock.instant();
        var locked = pools.lock(campaignId, now);
        if (locked.isEmpty()) {
            return Outcome.UNKNOWN_CAMPAIGN;
        }
        var pool = locked.get();
        if (pool.isOver()) {
            return Outcome.CAMPAIGN_OVER;
        }
        if (quantity > settings.couponsMax() - pool.counters().issued()) {
            return Outcome.TOO_MANY;
        }
        pool.issue(quantity);
        line.serve(pool);
        pools.store(List.of(pool), now);
        announcements.send(List.of(pool));
        log.atInfo()
                .addKeyValue("campaignId", campaignId)
                .addKeyValue("quantity", quantity)
                .log("coupons issued");
        return Outcome.ISSUED;
    }

    /// What became of an issue.
    public enum Outcome {
        ISSUED,
        UNKNOWN_CAMPAIGN,
        CAMPAIGN_OVER,
        TOO_MANY
    }
}
