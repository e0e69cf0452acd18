package com.winemall.coupon.claim;

import com.winemall.contracts.CampaignId;
import java.time.Clock;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Serves lines too long for one transaction, batch by batch, until everybody who can have a coupon
/// has one.
@Component
class LineSweeper {

    private final Pools pools;
    private final LineServing line;
    private final CouponAnnouncements announcements;
    private final ClaimSettings settings;
    private final TransactionOperations transaction;
    private final Clock clock;

    LineSweeper(
            Pools pools,
            LineServing line,
            CouponAnnouncements announcements,
            ClaimSettings settings,
            TransactionOperations transaction,
            Clock clock) {
        this.pools = pools;
        this.line = line;
        this.announcements = announcements;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${winemall.claims.sweep-interval:200ms}")
    void sweep() {
        for (var campaignId : pools.owingToLine(clock.instant(), settings.sweepPoolsMax())) {
            boolean more;
            do {
                more = transaction.execute(_ -> serve(campaignId));
            } while (more);
        }
    }

    private boolean serve(CampaignId campaignId) {
        var now = clock.instant();
        var pool = pools.lock(campaignId, now).orElseThrow();
        boolean more = line.serve(pool);
        pools.store(List.of(pool), now);
        announcements.send(List.of(pool));
        return more;
    }
}
