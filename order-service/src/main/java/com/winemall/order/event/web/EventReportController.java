package com.winemall.order.event.web;

import com.winemall.contracts.EventId;
import com.winemall.firstcome.AdmissionLog;
import com.winemall.firstcome.PlaceReceipts;
import com.winemall.firstcome.PoolAudits;
import com.winemall.firstcome.Statistics;
import com.winemall.order.event.EventBoard;
import com.winemall.order.event.EventStatus;
import com.winemall.order.event.SaleEvent;
import com.winemall.starter.web.Refused;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/// What went on at an event's door: for everybody to see, and to check.
@RestController
@RequestMapping("/api/events")
class EventReportController {

    private final EventBoard board;
    private final Statistics statistics;
    private final PoolAudits audits;
    private final AdmissionLog admissions;
    private final PlaceReceipts receipts;

    EventReportController(
            EventBoard board,
            Statistics statistics,
            PoolAudits audits,
            AdmissionLog admissions,
            PlaceReceipts receipts) {
        this.board = board;
        this.statistics = statistics;
        this.audits = audits;
        this.admissions = admissions;
        this.receipts = receipts;
    }

    @GetMapping("/{id}/statistics")
    StatisticsView statistics(@PathVariable UUID id) {
        find(id);
        return StatisticsView.of(statistics.of(id));
    }

    @GetMapping("/{id}/audit")
    AuditView audit(@PathVariable UUID id) {
        find(id);
        return audits.audit(id)
                .map(AuditView::of)
                .orElseThrow(() ->
                        new Refused(
                                EventProblem.WRONG_STATUS,
                                "The event has no units to account for"));
    }

    /// Everybody who was admitted, in order, as a chain of lines nobody can change unnoticed.
    @GetMapping(path = "/{id}/admissions", produces = MediaType.APPLICATION_NDJSON_VALUE)
    ResponseEntity<StreamingResponseBody> admissions(@PathVariable UUID id) {
        if (!isComplete(find(id))) {
            throw new Refused(EventProblem.WRONG_STATUS, "There is a log when the event is closed");
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_NDJSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"admissions-%s.ndjson\"".formatted(id))
                .body(out -> admissions.write(id, out));
    }

    private static boolean isComplete(SaleEvent event) {
        return event.status().isOver() && event.status() != EventStatus.CLOSING;
    }

    /// What the receipts of admissions are checked with, as a JWK set.
    @GetMapping("/receipt-keys")
    Map<String, Object> receiptKeys() {
        return receipts.publicKeys();
    }

    private SaleEvent find(UUID id) {
        var event = new EventId(id);
        return board.find(event).orElseThrow(() -> EventViews.notFound(event));
    }
}
