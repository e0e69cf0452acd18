package com.winemall.order.audit;

import static com.winemall.starter.jdbc.Rows.instant;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.OrderId;
import com.winemall.order.ordering.OrderStatus;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Facts for the audit of the whole shop.
@RestController
@RequestMapping("/audit")
class AuditController {

    private final JdbcClient jdbc;

    AuditController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Every order's status, in pages by id, to be held against its saga's state.
    ///
    /// @param after the last id of the page before
    @GetMapping("/orders")
    List<OrderFact> orders(
            @RequestParam(defaultValue = "00000000-0000-0000-0000-000000000000") UUID after,
            @RequestParam(defaultValue = "5000") @Min(1) @Max(5000) int limit) {
        return jdbc.sql(
                        """
                        select id, status, reason, updated_at
                        from customer_order
                        where id > :after
                        order by id
                        limit :limit
                        """)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> {
                    var reason = row.getString("reason");
                    return new OrderFact(
                            new OrderId(row.getObject("id", UUID.class)),
                            OrderStatus.valueOf(row.getString("status")),
                            reason == null ? null : CancelReason.valueOf(reason),
                            instant(row, "updated_at"));
                })
                .list();
    }

    record OrderFact(
            OrderId id, OrderStatus status, @Nullable CancelReason reason, Instant updatedAt) {}
}
