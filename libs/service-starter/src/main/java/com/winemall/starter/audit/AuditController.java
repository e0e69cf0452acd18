package com.winemall.starter.audit;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// A service's part of the shop's audit, on its own port: the gateway does not lead here.
@RestController
class AuditController {

    private final Audit audit;

    AuditController(Audit audit) {
        this.audit = audit;
    }

    @GetMapping("/audit/checks")
    List<Check> checks() {
        return audit.checks();
    }
}
