package com.winemall.order.event;

import com.winemall.firstcome.PoolAudit;
import com.winemall.firstcome.PoolAudits;
import com.winemall.starter.audit.Check;
import com.winemall.starter.audit.Comparison;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Holds what the door knows of open events against what is written. What is under way between the
/// two both sides know.
@Component
class EventDrift implements Comparison {

    private static final String NAME = "the door of every open event counts as its books do";

    private final SaleEvents events;
    private final PoolAudits audits;

    EventDrift(SaleEvents events, PoolAudits audits) {
        this.events = events;
        this.audits = audits;
    }

    @Override
    public Check compare() {
        try {
            var drifting = drifting();
            return Check.of(NAME, drifting, drifting.size());
        } catch (DataAccessException e) {
            return new Check(NAME, false, "cannot be checked: " + e.getMessage());
        }
    }

    private List<String> drifting() {
        return events.withOpenBooks().stream()
                .flatMap(event -> audits.audit(event.id().value()).stream())
                .filter(audit -> audit.drift() != 0)
                .map(EventDrift::text)
                .toList();
    }

    private static String text(PoolAudit audit) {
        return "%s drifts by %d: %s, %s"
                .formatted(audit.poolId(), audit.drift(), audit.redis(), audit.database());
    }
}
