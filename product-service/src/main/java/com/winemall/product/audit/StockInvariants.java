package com.winemall.product.audit;

import com.winemall.starter.audit.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What must always hold about stock, told by ledger and holds and not by the counters.
@Configuration(proxyBeanMethods = false)
class StockInvariants {

    @Bean
    Invariant onHandIsTheSumOfItsMovements() {
        return new Invariant(
                "stock: on hand is the sum of its movements",
                """
                select s.product_id || ': on hand ' || s.on_hand || ', ledger '
                       || coalesce(sum(m.quantity), 0)
                from stock s
                left join stock_movement m on m.product_id = s.product_id
                group by s.product_id
                having s.on_hand <> coalesce(sum(m.quantity), 0)
                """);
    }

    @Bean
    Invariant heldIsTheSumOfItsHolds() {
        return new Invariant(
                "stock: held is the sum of its holds",
                """
                select s.product_id || ': held ' || s.held || ', holds '
                       || coalesce(sum(h.units), 0)
                from stock s
                left join (select product_id, quantity as units
                           from stock_hold
                           where state = 'HELD'
                           union all
                           select product_id, rest
                           from stock_allotment
                           where state = 'OPEN') h on h.product_id = s.product_id
                group by s.product_id
                having s.held <> coalesce(sum(h.units), 0)
                """);
    }

    /// What orders give back once the event is over is not counted any more: they have less then.
    @Bean
    Invariant anEventSellsWhatItWasAllotted() {
        return new Invariant(
                "stock: what an event was allotted is left, with its orders or returned",
                """
                select a.event_id || ' (' || a.state || '): allotted ' || a.quantity
                       || ', left or returned ' || a.rest || ', with orders '
                       || coalesce(sum(h.quantity), 0)
                from stock_allotment a
                left join stock_hold h on h.event_id = a.event_id
                                      and h.product_id = a.product_id
                                      and h.state in ('HELD', 'COMMITTED')
                where a.state in ('OPEN', 'RETURNED')
                group by a.event_id, a.command_id
                having case a.state
                           when 'OPEN' then a.rest + coalesce(sum(h.quantity), 0) <> a.quantity
                           else a.rest + coalesce(sum(h.quantity), 0) > a.quantity
                       end
                """);
    }

    @Bean
    Invariant onlyAnEventsOrdersHaveItsUnits() {
        return new Invariant(
                "stock: an order of an event has units of its allotment only",
                """
                select h.order_id || ' of event ' || h.event_id || ': ' || h.state
                from stock_hold h
                where h.event_id is not null
                  and h.state in ('HELD', 'COMMITTED')
                  and not exists (select 1
                                  from stock_allotment a
                                  where a.event_id = h.event_id
                                    and a.product_id = h.product_id
                                    and a.state in ('OPEN', 'RETURNED'))
                """);
    }

    @Bean
    Invariant neverMoreHeldThanOnHand() {
        return new Invariant(
                "stock: never negative, never more held than on hand",
                """
                select product_id || ': ' || held || ' of ' || on_hand
                from stock
                where held < 0 or on_hand < held
                """);
    }

    @Bean
    Invariant neverMoreSoldThanReceived() {
        return new Invariant(
                "stock: never more sold than received",
                """
                select product_id || ': balance ' || sum(quantity)
                from stock_movement
                group by product_id
                having sum(quantity) < 0
                """);
    }

    @Bean
    Invariant soldIsWhatOrdersCommitted() {
        return new Invariant(
                "stock: what was sold is what orders committed",
                """
                select product_id || ': ledger ' || sum(sold) || ', holds ' || sum(committed)
                from (select product_id, -quantity as sold, 0 as committed
                      from stock_movement
                      where kind in ('SOLD', 'RETURNED')
                      union all
                      select product_id, 0, quantity
                      from stock_hold
                      where state = 'COMMITTED') books
                group by product_id
                having sum(sold) <> sum(committed)
                """);
    }

    @Bean
    Invariant theLineIsCountedRight() {
        return new Invariant(
                "stock: the line is counted right",
                """
                select s.product_id || ': ' || s.waiting || ' counted, ' || count(h.order_id)
                       || ' in line'
                from stock s
                left join stock_hold h on h.product_id = s.product_id and h.state = 'WAITING'
                group by s.product_id
                having s.waiting <> count(h.order_id)
                """);
    }
}
