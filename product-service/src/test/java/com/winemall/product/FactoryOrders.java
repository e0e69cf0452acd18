package com.winemall.product;

import com.winemall.contracts.ProductId;
import com.winemall.contracts.ReplenishmentId;
import com.winemall.contracts.product.RequestReplenishment;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Requests the factory has taken: nothing is to be done about them any more, on whatever topic
/// they come again.
record FactoryOrders(JdbcClient jdbc) {

    RequestReplenishment ordered(ReplenishmentId id, ProductId wine) {
        jdbc.sql(
                        """
                        insert into replenishment (id, product_id, quantity, status, created_at, updated_at)
                        values (:id, :wine, 6, 'ORDERED', now(), now())
                        """)
                .param("id", id.value())
                .param("wine", wine.value())
                .update();
        return new RequestReplenishment(id, wine, 6, Instant.now());
    }
}
