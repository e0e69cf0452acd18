package com.winemall.coupon.campaign;

import com.winemall.coupon.CouponApiProblem;
import com.winemall.firstcome.AdmissionLog;
import com.winemall.firstcome.PlaceReceipts;
import com.winemall.firstcome.PoolAudit;
import com.winemall.firstcome.PoolAudits;
import com.winemall.firstcome.PoolState;
import com.winemall.firstcome.PoolStatistics;
import com.winemall.firstcome.PoolView;
import com.winemall.firstcome.Pools;
import com.winemall.firstcome.Statistics;
import com.winemall.starter.web.Refused;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What went on at a campaign's door: counted, compared, and in the end everybody who got a coupon.
@RestController
@RequestMapping("/api/coupon-campaigns")
class CampaignReportController {

    private final Pools pools;
    private final Statistics statistics;
    private final PoolAudits audits;
    private final AdmissionLog log;
    private final PlaceReceipts receipts;

    CampaignReportController(
            Pools pools,
            Statistics statistics,
            PoolAudits audits,
            AdmissionLog log,
            PlaceReceipts receipts) {
        this.pools = pools;
        this.statistics = statistics;
        this.audits = audits;
        this.log = log;
        this.receipts = receipts;
    }

    @GetMapping("/{campaignId}/statistics")
    PoolStatistics statistics(@PathVariable UUID campaignId) {
        return statistics.of(pool(campaignId).poolId());
    }

    @GetMapping("/{campaignId}/audit")
    PoolAudit audit(@PathVariable UUID campaignId) {
        return audits.audit(campaignId).orElseThrow(() -> unknown(campaignId));
    }

    /// Not before the last admission is written: a log that still grows proves nothing.
    @GetMapping("/{campaignId}/admissions")
    void admissions(@PathVariable UUID campaignId, HttpServletResponse response)
            throws IOException {
        if (pool(campaignId).state() != PoolState.SETTLED) {
            throw new Refused(CouponApiProblem.CAMPAIGN_NOT_OVER, "See validUntil of the campaign");
        }
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        log.write(campaignId, response.getOutputStream());
    }

    /// What the receipts for places are checked with, as a JWK set.
    @GetMapping("/receipt-keys")
    Map<String, Object> receiptKeys() {
        return receipts.publicKeys();
    }

    private PoolView pool(UUID campaignId) {
        return pools.find(campaignId).orElseThrow(() -> unknown(campaignId));
    }

    private static Refused unknown(UUID campaignId) {
        return new Refused(
                CouponApiProblem.CAMPAIGN_NOT_FOUND, "No campaign has the id " + campaignId);
    }
}
