package com.winemall.order.payment.persistence;

import com.winemall.starter.audit.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What must always hold between orders and their money. Both change in one transaction, so nothing
/// is ever under way.
@Configuration(proxyBeanMethods = false)
class PaymentInvariants {

    @Bean
    Invariant paidOrdersHaveTheirMoney() {
        return new Invariant(
                "no order is PREPARING, SHIPPING or DELIVERED without its payment captured",
                """
                select customer_order.id || ' is ' || customer_order.status || ', its payment '
                       || coalesce(payment.status, 'missing')
                from customer_order
                left join payment on order_id = customer_order.id
                where customer_order.status in ('PREPARING', 'SHIPPING', 'DELIVERED')
                  and (payment.status is distinct from 'CAPTURED'
                       or payment.amount <> customer_order.total)
                """);
    }

    @Bean
    Invariant moneyHasAnOrderThatKeepsIt() {
        return new Invariant(
                "no payment is captured or authorised for an order that does not keep it",
                """
                select order_id || ' is ' || customer_order.status || ', its payment '
                       || payment.status
                from payment
                join customer_order on customer_order.id = order_id
                where not case payment.status
                    when 'AUTHORIZING' then customer_order.status = 'PAYING'
                    when 'AUTHORIZED'  then customer_order.status = 'PAYING'
                    when 'CAPTURING'   then customer_order.status = 'PAYING'
                    when 'CAPTURED'
                        then customer_order.status in ('PREPARING', 'SHIPPING', 'DELIVERED')
                    when 'FAILED'      then customer_order.status = 'NOTPAYED'
                    else customer_order.status in ('TIMEOUT', 'CANCELLED')
                end
                """);
    }

    @Bean
    Invariant ordersBeingPaidHaveAPaymentUnderWay() {
        return new Invariant(
                "every order that is PAYING has a payment under way",
                """
                select customer_order.id || ', its payment '
                       || coalesce(payment.status, 'missing')
                from customer_order
                left join payment on order_id = customer_order.id
                where customer_order.status = 'PAYING'
                  and coalesce(payment.status, 'missing')
                      not in ('AUTHORIZING', 'AUTHORIZED', 'CAPTURING')
                """);
    }
}
