package com.winemall.coupon.campaign;

import com.winemall.contracts.CampaignId;
import com.winemall.coupon.CouponApiProblem;
import com.winemall.starter.FreshIds;
import com.winemall.starter.idempotency.Idempotency;
import com.winemall.starter.web.Caller;
import com.winemall.starter.web.CommonProblem;
import com.winemall.starter.web.PageOf;
import com.winemall.starter.web.Paging;
import com.winemall.starter.web.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/coupon-campaigns")
class CampaignController {

    private static final Logger log = LoggerFactory.getLogger(CampaignController.class);

    private final Campaigns campaigns;
    private final CampaignSettings settings;
    private final Idempotency idempotency;
    private final FreshIds ids;
    private final Clock clock;

    CampaignController(
            Campaigns campaigns,
            CampaignSettings settings,
            Idempotency idempotency,
            FreshIds ids,
            Clock clock) {
        this.campaigns = campaigns;
        this.settings = settings;
        this.idempotency = idempotency;
        this.ids = ids;
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<?> create(
            @Valid @RequestBody CreateCampaign wanted, Caller caller, HttpServletRequest request) {
        return idempotency.once(caller, request, wanted, () -> created(wanted, caller));
    }

    private ResponseEntity<Campaign> created(CreateCampaign wanted, Caller caller) {
        var now = clock.instant();
        var problems = wanted.problems(now, settings);
        if (!problems.isEmpty()) {
            throw new Refused(
                    CommonProblem.INVALID_REQUEST,
                    "See errors for what is wrong with it",
                    Map.of("errors", problems));
        }
        var campaign = wanted.campaign(new CampaignId(ids.next()), now);
        campaigns.add(campaign);
        log.atInfo()
                .addKeyValue("campaignId", campaign.id())
                .addKeyValue("quantity", campaign.quantity())
                .addKeyValue("by", caller.id())
                .log("campaign created");
        return ResponseEntity.created(URI.create("/api/coupon-campaigns/" + campaign.id()))
                .body(campaign);
    }

    @GetMapping
    PageOf<Campaign> list(@Valid Paging paging) {
        return campaigns.page(paging);
    }

    @GetMapping("/{campaignId}")
    Campaign one(@PathVariable UUID campaignId) {
        return campaigns
                .find(new CampaignId(campaignId))
                .orElseThrow(() ->
                        new Refused(
                                CouponApiProblem.CAMPAIGN_NOT_FOUND,
                                "No campaign has the id " + campaignId));
    }
}
