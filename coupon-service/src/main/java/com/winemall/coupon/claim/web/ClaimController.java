package com.winemall.coupon.claim.web;

import com.winemall.contracts.CampaignId;
import com.winemall.coupon.CouponApiProblem;
import com.winemall.coupon.campaign.Campaigns;
import com.winemall.coupon.claim.ClaimCoupon;
import com.winemall.coupon.claim.ClaimDoor;
import com.winemall.coupon.claim.ClaimOutcome;
import com.winemall.coupon.claim.Pools;
import com.winemall.coupon.claim.Standing;
import com.winemall.starter.web.Caller;
import com.winemall.starter.web.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/coupon-campaigns/{campaignId}/claims")
class ClaimController {

    private final ClaimDoor door;
    private final Pools pools;
    private final Campaigns campaigns;
    private final RepeatedClaims repeated;

    ClaimController(ClaimDoor door, Pools pools, Campaigns campaigns, RepeatedClaims repeated) {
        this.door = door;
        this.pools = pools;
        this.campaigns = campaigns;
        this.repeated = repeated;
    }

    @PostMapping
    ResponseEntity<?> claim(
            @PathVariable UUID campaignId, Caller caller, HttpServletRequest request) {
        var claim = new ClaimCoupon(new CampaignId(campaignId), caller.id());
        return repeated.once(caller, request, () -> answer(claim));
    }

    private ResponseEntity<ClaimAnswer> answer(ClaimCoupon claim) {
        return switch (door.claim(claim)) {
            case ClaimOutcome.Accepted(var standing) -> accepted(claim.campaignId(), standing);
            case ClaimOutcome.Repeated(var standing) -> ResponseEntity.ok(ClaimAnswer.of(standing));
            case ClaimOutcome.NotOpen _ ->
                    throw new Refused(
                            CouponApiProblem.CAMPAIGN_NOT_OPEN,
                            "See validFrom and validUntil of the campaign");
            case ClaimOutcome.UnknownCampaign _ -> throw unknownCampaign(claim.campaignId());
        };
    }

    private static ResponseEntity<ClaimAnswer> accepted(CampaignId campaignId, Standing standing) {
        var status =
                switch (standing) {
                    case Standing.Assigned _ -> HttpStatus.CREATED;
                    case Standing.Waiting _ -> HttpStatus.ACCEPTED;
                };
        return ResponseEntity.status(status)
                .location(URI.create("/api/coupon-campaigns/" + campaignId + "/claims/me"))
                .body(ClaimAnswer.of(standing));
    }

    @GetMapping("/me")
    ClaimAnswer mine(@PathVariable UUID campaignId, Caller caller) {
        var campaign = new CampaignId(campaignId);
        return pools.standingOf(campaign, caller.id())
                .map(ClaimAnswer::of)
                .orElseThrow(() -> noClaim(campaign));
    }

    private Refused noClaim(CampaignId campaignId) {
        return campaigns.find(campaignId).isEmpty()
                ? unknownCampaign(campaignId)
                : new Refused(CouponApiProblem.CLAIM_NOT_FOUND, "You have claimed no coupon of it");
    }

    private static Refused unknownCampaign(CampaignId campaignId) {
        return new Refused(
                CouponApiProblem.CAMPAIGN_NOT_FOUND, "No campaign has the id " + campaignId);
    }
}
