package com.winemall.product.stock.web;

import static com.winemall.starter.jdbc.Rows.instant;

import com.winemall.contracts.ProductId;
import com.winemall.product.stock.Movement;
import com.winemall.starter.web.PageOf;
import com.winemall.starter.web.Paging;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads stock, holds and ledger for people; nothing is decided from it.
@Repository
class StockBooks {

    private final JdbcClient jdbc;

    StockBooks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<StockView> stock(ProductId id, Instant now) {
        return jdbc.sql(
                        """
                        select s.on_hand, s.held, s.waiting, holds.live, holds.overdue,
                               holds.overdue_of_events, events.rest, ledger.total
                        from stock s
                        cross join lateral (
                            select coalesce(sum(h.quantity) filter (where h.expires_at > :now), 0)
                                       as live,
                                   coalesce(sum(h.quantity) filter (where h.expires_at <= :now), 0)
                                       as overdue,
                                   coalesce(sum(h.quantity) filter (where h.expires_at <= :now
                                                                      and a.state = 'OPEN'), 0)
                                       as overdue_of_events
                            from stock_hold h
                            left join stock_allotment a
                              on a.event_id = h.event_id and a.state = 'OPEN'
                            where h.product_id = s.product_id and h.state = 'HELD') holds
                        cross join lateral (
                            select coalesce(sum(rest), 0) as rest
                            from stock_allotment
                            where product_id = s.product_id and state = 'OPEN') events
                        cross join lateral (
                            select coalesce(sum(quantity), 0) as total
                            from stock_movement
                            where product_id = s.product_id) ledger
                        where s.product_id = :id
                        """)
                .param("id", id.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> {
                    int onHand = row.getInt("on_hand");
                    int held = row.getInt("held");
                    int live = row.getInt("live");
                    int rest = row.getInt("rest");
                    // What an order of an event no longer holds is its event's again.
                    int allotted = rest + row.getInt("overdue_of_events");
                    int waiting = row.getInt("waiting");
                    long total = row.getLong("total");
                    return new StockView(
                            id,
                            onHand,
                            live + allotted,
                            allotted,
                            waiting > 0 ? 0 : onHand - live - allotted,
                            waiting,
                            total,
                            Math.abs(onHand - total)
                                    + Math.abs(held - live - row.getInt("overdue") - rest));
                })
                .optional();
    }

    PageOf<MovementView> movements(ProductId id, Paging paging) {
        long total =
                jdbc.sql("select count(*) from stock_movement where product_id = :id")
                        .param("id", id.value())
                        .query(Long.class)
                        .single();
        var movements =
                jdbc.sql(
                                """
                                select id, kind, quantity, reference, at
                                from stock_movement
                                where product_id = :id
                                order by id desc
                                offset :offset
                                limit :size
                                """)
                        .param("id", id.value())
                        .param("offset", paging.offset())
                        .param("size", paging.size())
                        .query((row, _) ->
                                new MovementView(
                                        row.getLong("id"),
                                        Movement.Kind.valueOf(row.getString("kind")),
                                        row.getInt("quantity"),
                                        row.getString("reference"),
                                        instant(row, "at")))
                        .list();
        return PageOf.of(movements, paging, total);
    }
}
