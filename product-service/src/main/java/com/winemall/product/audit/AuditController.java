package com.winemall.product.audit;

import static com.winemall.starter.jdbc.Rows.instant;

import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.ProductId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Facts the audit of the whole shop compares with what others know.
@RestController
@RequestMapping("/audit")
class AuditController {

    private final JdbcClient jdbc;

    AuditController(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
                        select order_id,
                               case when min(state) = max(state) then min(state) else 'MIXED' end
                                   as state,
                               max(updated_at) as since
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
                                instant(row, "since")))
                .list();
    }

    /// What sale events were allotted, in pages by id. Units of an order whose hold has run out are
    /// its event's again while that is open, whether it was tidied up or not.
    ///
    /// @param after the last id of the page before
    @GetMapping("/allotments")
    List<AllotmentFact> allotments(
            @RequestParam(defaultValue = "00000000-0000-0000-0000-000000000000") UUID after,
            @RequestParam(defaultValue = "5000") @Min(1) @Max(5000) int limit) {
        return jdbc.sql(
                        """
                        select a.event_id, a.product_id, a.state, a.quantity, a.rest,
                               drawn.held, drawn.overdue, drawn.sold,
                               greatest(a.updated_at, drawn.since) as since
                        from stock_allotment a
                        cross join lateral (
                            select coalesce(sum(quantity)
                                                filter (where state = 'HELD' and expires_at > now()),
                                            0) as held,
                                   coalesce(sum(quantity)
                                                filter (where state = 'HELD' and expires_at <= now()),
                                            0) as overdue,
                                   coalesce(sum(quantity) filter (where state = 'COMMITTED'), 0)
                                       as sold,
                                   max(updated_at) as since
                            from stock_hold
                            where event_id = a.event_id) drawn
                        where a.event_id > :after and a.state in ('OPEN', 'RETURNED')
                        order by a.event_id
                        limit :limit
                        """)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> {
                    boolean open = row.getString("state").equals("OPEN");
                    int rest = row.getInt("rest");
                    return new AllotmentFact(
                            new EventId(row.getObject("event_id", UUID.class)),
                            new ProductId(row.getObject("product_id", UUID.class)),
                            open,
                            row.getInt("quantity"),
                            open ? rest + row.getInt("overdue") : 0,
                            row.getInt("held"),
                            row.getInt("sold"),
                            open ? 0 : rest,
                            instant(row, "since"));
                })
                .list();
    }

    /// @param quantity what it was allotted; the sum of the next four, but for what orders gave
    ///   back after the event was over
    /// @param free for its orders to draw
    /// @param held by orders that may be paid
    /// @param sold to orders that were paid
    /// @param returned when the event was over
    record AllotmentFact(
            EventId eventId,
            ProductId productId,
            boolean open,
            int quantity,
            int free,
            int held,
            int sold,
            int returned,
            Instant since) {}

    /// @param state of all its lines, or MIXED if they differ, which they must not
    record LiveHold(OrderId orderId, String state, Instant since) {}
}
