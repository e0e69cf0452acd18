package com.winemall.coupon.claim.web;

import com.winemall.contracts.CampaignId;
import com.winemall.coupon.CouponApiProblem;
import com.winemall.coupon.claim.ClaimDoor;
import com.winemall.coupon.claim.ClaimOutcome;
import com.winemall.coupon.claim.Standing;
import com.winemall.starter.web.Caller;
import com.winemall.starter.web.CommonProblem;
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
    private final RepeatedClaims repeated;

    ClaimController(ClaimDoor door, RepeatedClaims repeated) {
        this.door = door;
        this.repeated = repeated;
    }

    @PostMapping
    ResponseEntity<?> claim(
            @PathVariable UUID campaignId, Caller caller, HttpServletRequest request) {
        var campaign = new CampaignId(campaignId);
        return repeated.once(
                caller, request, () -> answer(campaign, door.claim(campaign, caller.id())));
    }

    @GetMapping("/me")
    ResponseEntity<ClaimAnswer> mine(@PathVariable UUID campaignId, Caller caller) {
        var campaign = new CampaignId(campaignId);
        return door.look(campaign, caller.id())
                .map(outcome -> answer(campaign, outcome))
                .orElseThrow(ClaimController::noClaim);
    }

    /// Apart from the answer to the claim, which is the same each time: no two signatures are.
    @GetMapping("/me/receipt")
    Receipt receipt(@PathVariable UUID campaignId, Caller caller) {
        return door.receipt(new CampaignId(campaignId), caller.id())
                .map(Receipt::new)
                .orElseThrow(ClaimController::noClaim);
    }

    private static Refused noClaim() {
        return new Refused(CouponApiProblem.CLAIM_NOT_FOUND, "You have claimed no coupon of it");
    }

    private static ResponseEntity<ClaimAnswer> answer(CampaignId campaignId, ClaimOutcome outcome) {
        return switch (outcome) {
            case ClaimOutcome.Accepted(var standing) -> accepted(campaignId, standing);
            case ClaimOutcome.Repeated(var standing) -> ResponseEntity.ok(ClaimAnswer.of(standing));
            case ClaimOutcome.NotOpen _ ->
                    throw new Refused(
                            CouponApiProblem.CAMPAIGN_NOT_OPEN,
                            "See validFrom and validUntil of the campaign");
            case ClaimOutcome.NotNow _ ->
                    throw new Refused(
                            CommonProblem.SERVICE_UNAVAILABLE, "Please try again in a moment");
            case ClaimOutcome.UnknownCampaign _ ->
                    throw new Refused(
                            CouponApiProblem.CAMPAIGN_NOT_FOUND,
                            "No campaign has the id " + campaignId);
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

    /// @param receipt a compact JWS
    record Receipt(String receipt) {}
}
