package com.winemall.coupon.claim;

import com.winemall.contracts.CampaignId;
import com.winemall.coupon.campaign.Campaigns;
import com.winemall.firstcome.Pools;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Adds coupons to a campaign. The people in line get them first, in order.
@Component
@Transactional
public class IssueCouponsHandler {

    private static final Logger log = LoggerFactory.getLogger(IssueCouponsHandler.class);

    private final Campaigns campaigns;
    private final Pools pools;

    IssueCouponsHandler(Campaigns campaigns, Pools pools) {
        this.campaigns = campaigns;
        this.pools = pools;
    }

    public Campaigns.Issue handle(CampaignId campaignId, int quantity) {
        var outcome = campaigns.issue(campaignId, quantity);
        if (outcome == Campaigns.Issue.ISSUED) {
            pools.grow(campaignId.value(), quantity);
            log.atInfo()
                    .addKeyValue("campaignId", campaignId)
                    .addKeyValue("quantity", quantity)
                    .log("coupons issued");
        }
        return outcome;
    }
}
