package com.winemall.orchestrator.audit;

import com.winemall.orchestrator.audit.AuditBook.Findings;
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
    private final AuditBook book;

    AuditController(ShopAudit audit, AuditBook book) {
        this.audit = audit;
        this.book = book;
    }

    /// Audits the shop now.
    @GetMapping("/api/audit")
    List<Check> audit(@RequestHeader(HttpHeaders.AUTHORIZATION) String authorization) {
        var checks = audit.run(authorization);
        book.keep(checks);
        return checks;
    }

    /// What the last audit found, whoever wanted it.
    @GetMapping("/api/audit/latest")
    Findings latest() {
        return book.latest();
    }
}
