package com.winemall.orchestrator.audit;

import com.winemall.orchestrator.audit.AuditBook.Turn;
import com.winemall.starter.audit.Check;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/// Audits the shop from time to time, whichever instance comes first, and shows what was found.
@Component
class AuditSchedule {

    private static final Logger log = LoggerFactory.getLogger(AuditSchedule.class);

    private final ShopAudit audit;
    private final AuditBook book;
    private final Auditor auditor;
    private final AuditMeters meters;
    private final AuditScheduleSettings settings;

    AuditSchedule(
            ShopAudit audit,
            AuditBook book,
            Auditor auditor,
            AuditMeters meters,
            AuditScheduleSettings settings) {
        this.audit = audit;
        this.book = book;
        this.auditor = auditor;
        this.meters = meters;
        this.settings = settings;
    }

    /// At a fixed rate, each on a thread of its own: an audit takes its time, and no other timer
    /// has to wait for it. That two look at once does no harm, for one of them gets the turn.
    @Scheduled(fixedRateString = "${winemall.audit.schedule.look-interval:5s}")
    void look() {
        if (settings.isOn()) {
            book.take(settings.lease()).ifPresent(this::run);
        }
        meters.show(book.latest());
    }

    private void run(Turn turn) {
        boolean heldBefore = book.latest().hold();
        try {
            var checks = audit.run(auditor.authorization());
            book.keep(checks);
            var broken = checks.stream().filter(check -> !check.holds()).toList();
            broken.forEach(AuditSchedule::log);
            book.next(
                    turn,
                    heldBefore && !broken.isEmpty()
                            ? settings.recheckAfter()
                            : settings.interval());
        } catch (RestClientException e) {
            log.atWarn().setCause(e).log("user-service gives no token: the shop is not audited");
            book.next(turn, settings.recheckAfter());
        }
    }

    private static void log(Check check) {
        log.atError()
                .addKeyValue("check", check.name())
                .addKeyValue("detail", check.detail())
                .log("the audit does not hold");
    }
}
