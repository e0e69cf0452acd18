package com.winemall.coupon.audit;

import com.winemall.contracts.OrderId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Facts for the audit of the whole shop. Not reached through the gateway.
@RestController
@RequestMapping("/audit")
class AuditController {

    private static final int LIMIT_MAX = 5_000;

    private final CouponAudit audit;

    AuditController(CouponAudit audit) {
        this.audit = audit;
    }

    /// Orders that have a coupon, in the order of their ids, so that the last one of a page is
    /// where the next page goes on.
    @GetMapping("/live-redemptions")
    List<LiveRedemption> liveRedemptions(
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "1000") @Min(1) @Max(LIMIT_MAX) int limit) {
        return audit.liveRedemptions(after == null ? null : new OrderId(after), limit);
    }
}
