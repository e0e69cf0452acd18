package com.winemall.product.replenishment.persistence;

import com.winemall.starter.audit.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What must always hold about what the factory brings.
@Configuration(proxyBeanMethods = false)
class DeliveryInvariants {

    @Bean
    Invariant everyDeliveryIsInTheLedger() {
        return new Invariant(
                "replenishment: every delivery of the factory is in the ledger once",
                """
                select d.id || ': ' || d.quantity || ' delivered, ledger '
                       || coalesce(sum(m.quantity), 0)
                from factory_delivery d
                left join stock_movement m
                       on m.product_id = d.product_id
                      and m.kind = 'RECEIVED'
                      and m.reference = 'factory/' || d.id
                group by d.id
                having d.quantity <> coalesce(sum(m.quantity), 0)
                """);
    }

    @Bean
    Invariant whatIsDeliveredIsWhatDeliveriesSay() {
        return new Invariant(
                "replenishment: what counts as delivered is what the factory brought",
                """
                select r.id || ': delivered ' || r.delivered || ', deliveries '
                       || coalesce(sum(d.quantity), 0)
                from replenishment r
                left join factory_delivery d on d.replenishment_id = r.id
                group by r.id
                having r.delivered <> coalesce(sum(d.quantity), 0)
                """);
    }
}
