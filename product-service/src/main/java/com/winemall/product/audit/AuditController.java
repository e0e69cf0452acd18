package com.winemall.product.audit;

import com.winemall.contracts.OrderId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Facts for the audit of the whole shop. All of a check is read by one statement, so what is under
/// way is seen as it was at one moment.
@RestController
@RequestMapping("/audit")
class AuditController {

    private static final String OFFENDERS_SHOWN_MAX = "5";

    private final JdbcClient jdbc;

    AuditController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @GetMapping("/checks")
    List<AuditCheck> checks() {
        return List.of(
                check(
                        "stock: on hand is the sum of its movements",
                        """
                        select s.product_id || ': on hand ' || s.on_hand || ', ledger '
                               || coalesce(sum(m.quantity), 0) as offender
                        from stock s
                        left join stock_movement m on m.product_id = s.product_id
                        group by s.product_id
                        having s.on_hand <> coalesce(sum(m.quantity), 0)
                        """),
                check(
                        "stock: held is the sum of its holds",
                        """
                        select s.product_id || ': held ' || s.held || ', holds '
                               || coalesce(sum(h.quantity), 0) as offender
                        from stock s
                        left join stock_hold h on h.product_id = s.product_id and h.state = 'HELD'
                        group by s.product_id
                        having s.held <> coalesce(sum(h.quantity), 0)
                        """),
                check(
                        "stock: never negative, never more held than on hand",
                        """
                        select product_id || ': ' || held || ' of ' || on_hand as offender
                        from stock
                        where held < 0 or on_hand < held
                        """),
                check(
                        "stock: never more sold than received",
                        """
                        select product_id || ': balance ' || sum(quantity) as offender
                        from stock_movement
                        group by product_id
                        having sum(quantity) < 0
                        """),
                check(
                        "stock: what was sold is what orders committed",
                        """
                        select product_id || ': ledger ' || sum(sold) || ', holds ' || sum(committed)
                                   as offender
                        from (select product_id, -quantity as sold, 0 as committed
                              from stock_movement
                              where kind in ('SOLD', 'RETURNED')
                              union all
                              select product_id, 0, quantity
                              from stock_hold
                              where state = 'COMMITTED') books
                        group by product_id
                        having sum(sold) <> sum(committed)
                        """),
                check(
                        "stock: the line is counted right, and not kept waiting for free units",
                        """
                        select s.product_id || ': ' || s.waiting || ' counted, ' || count(h.order_id)
                               || ' in line' as offender
                        from stock s
                        left join stock_hold h on h.product_id = s.product_id and h.state = 'WAITING'
                        group by s.product_id
                        having s.waiting <> count(h.order_id)
                        """));
    }

    /// Orders that have units held or stand in line, in pages by id.
    ///
    /// @param after the last id of the page before
    @GetMapping("/live-holds")
    List<LiveHold> liveHolds(
            @RequestParam(defaultValue = "00000000-0000-0000-0000-000000000000") UUID after,
            @RequestParam(defaultValue = "5000") @Min(1) @Max(5000) int limit) {
        return jdbc.sql(
                        """
                        select order_id, min(state) as state, max(updated_at) as since
                        from stock_hold
                        where order_id > :after
                          and (state in ('WAITING', 'COMMITTED')
                               or state = 'HELD' and expires_at > clock_timestamp())
                        group by order_id
                        order by order_id
                        limit :limit
                        """)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) ->
                        new LiveHold(
                                new OrderId(row.getObject("order_id", UUID.class)),
                                row.getString("state"),
                                row.getObject("since", OffsetDateTime.class).toInstant()))
                .list();
    }

    private AuditCheck check(String name, String offendersSql) {
        var offenders =
                jdbc.sql(offendersSql + " limit " + OFFENDERS_SHOWN_MAX).query(String.class).list();
        return new AuditCheck(
                name, offenders.isEmpty(), offenders.isEmpty() ? "" : String.join("; ", offenders));
    }

    record LiveHold(OrderId orderId, String state, Instant since) {}

    /// @param detail the first offenders, if it does not hold
    record AuditCheck(String name, boolean holds, String detail) {}
}
