package com.winemall.orchestrator.audit;

import com.winemall.starter.audit.Check;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// The invariants of the whole shop, for operators.
@RestController
class AuditController {

    private final ShopAudit audit;

    AuditController(ShopAudit audit) {
        this.audit = audit;
    }

    @GetMapping("/api/audit")
    List<Check> audit(@RequestHeader(HttpHeaders.AUTHORIZATION) String authorization) {
        return audit.run(authorization);
    }
}
