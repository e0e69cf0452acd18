package com.winemall.product.audit;

import static com.winemall.starter.jdbc.Rows.instant;

import com.winemall.contracts.OrderId;
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

    /// @param state of all its lines, or MIXED if they differ, which they must not
    record LiveHold(OrderId orderId, String state, Instant since) {}
}
