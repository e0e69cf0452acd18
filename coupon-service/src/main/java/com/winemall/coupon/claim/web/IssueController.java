package com.winemall.coupon.claim.web;

import com.winemall.contracts.CampaignId;
import com.winemall.coupon.CouponApiProblem;
import com.winemall.coupon.campaign.Campaign;
import com.winemall.coupon.campaign.CampaignSettings;
import com.winemall.coupon.campaign.Campaigns;
import com.winemall.coupon.claim.IssueCouponsHandler;
import com.winemall.starter.idempotency.Idempotency;
import com.winemall.starter.web.Caller;
import com.winemall.starter.web.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class IssueController {

    private final IssueCouponsHandler handler;
    private final Campaigns campaigns;
    private final CampaignSettings settings;
    private final Idempotency idempotency;

    IssueController(
            IssueCouponsHandler handler,
            Campaigns campaigns,
            CampaignSettings settings,
            Idempotency idempotency) {
        this.handler = handler;
        this.campaigns = campaigns;
        this.settings = settings;
        this.idempotency = idempotency;
    }

    @PostMapping("/api/coupon-campaigns/{campaignId}/issues")
    ResponseEntity<?> issue(
            @PathVariable UUID campaignId,
            @Valid @RequestBody IssueCoupons issue,
            Caller caller,
            HttpServletRequest request) {
        return idempotency.once(
                caller, request, issue, () -> issued(new CampaignId(campaignId), issue.quantity()));
    }

    /// Accepted and not done: the line is served, and what remains is known, after this.
    private ResponseEntity<Campaign> issued(CampaignId campaignId, int quantity) {
        return switch (handler.handle(campaignId, quantity)) {
            case ISSUED -> ResponseEntity.accepted().body(campaigns.find(campaignId).orElseThrow());
            case UNKNOWN_CAMPAIGN ->
                    throw new Refused(
                            CouponApiProblem.CAMPAIGN_NOT_FOUND,
                            "No campaign has the id " + campaignId);
            case CAMPAIGN_OVER ->
                    throw new Refused(
                            CouponApiProblem.CAMPAIGN_NOT_OPEN, "Nobody could use them any more");
            case TOO_MANY ->
                    throw new Refused(
                            CouponApiProblem.CAMPAIGN_LIMIT_REACHED,
                            "A campaign has " + settings.couponsMax() + " coupons at most");
        };
    }
}
