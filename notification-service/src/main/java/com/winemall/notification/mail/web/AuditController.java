package com.winemall.notification.mail.web;

import com.winemall.notification.mail.MailAudit;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// This service's part of the shop's audit.
@RestController
@RequestMapping("/audit")
class AuditController {

    private final MailAudit audit;

    AuditController(MailAudit audit) {
        this.audit = audit;
    }

    @GetMapping("/checks")
    List<MailAudit.Check> checks() {
        return audit.checks();
    }
}
