package com.winemall.order.event.persistence;

import com.winemall.starter.audit.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What must always hold between sale events, places and orders. All of them change in one
/// transaction, so nothing is ever under way.
@Configuration(proxyBeanMethods = false)
class EventInvariants {

    @Bean
    Invariant eventsAdmitNoMoreThanTheyHave() {
        return new Invariant(
                "no event has admitted more units than it has, and its count is that of its places",
                """
                select pool.pool_id || ' has ' || pool.quantity || ', counts ' || pool.taken
                       || ', its places hold ' || coalesce(sum(place.quantity), 0)
                from pool
                left join place
                    on place.pool_id = pool.pool_id and place.state in ('ADMITTED', 'SOLD')
                group by pool.pool_id
                having coalesce(sum(place.quantity), 0) > pool.quantity
                    or coalesce(sum(place.quantity), 0) <> pool.taken
                """);
    }

    @Bean
    Invariant nobodyHasMoreOfAnEventThanAllowed() {
        return new Invariant(
                "nobody has two live entries in an event, or more units of it than allowed",
                """
                select place.pool_id || ': ' || place.person || ' has ' || count(*) || ' entries, '
                       || sum(place.quantity) || ' units'
                from place
                join pool on pool.pool_id = place.pool_id
                where place.state in ('WAITING', 'ADMITTED', 'SOLD')
                group by place.pool_id, place.person, pool.per_person
                having count(*) filter (where place.state <> 'SOLD') > 1
                    or sum(place.quantity) > pool.per_person
                """);
    }

    @Bean
    Invariant entriesAreOrders() {
        return new Invariant(
                "every entry of an event is an order, and goes the way its order goes",
                """
                select coalesce(place.reference, customer_order.id) || ' is '
                       || coalesce(customer_order.status, 'no order') || ', its place '
                       || coalesce(place.state, 'missing')
                from (select * from place where number is not null and state <> 'REFUSED') as place
                full join (select * from customer_order where event_id is not null)
                    as customer_order on customer_order.id = place.reference
                where not coalesce(
                    case place.state
                        when 'ADMITTED' then customer_order.status
                            in ('PENDING', 'NOTPAYED', 'PAYING', 'STOCK_OUT', 'TIMEOUT',
                                'CANCELLED')
                        when 'SOLD' then customer_order.status
                            in ('PREPARING', 'SHIPPING', 'DELIVERED', 'CANCELLED')
                        when 'RELEASED' then customer_order.status
                            in ('STOCK_OUT', 'TIMEOUT', 'CANCELLED')
                    end,
                    false)
                   or place.state in ('ADMITTED', 'SOLD')
                      and customer_order.status in ('STOCK_OUT', 'TIMEOUT', 'CANCELLED')
                      and customer_order.due_at is null
                """);
    }
}
