package com.winemall.notification.restock;

import com.winemall.contracts.ProductId;
import com.winemall.contracts.product.StockReplenished;
import java.time.Instant;

/// That a product came back into stock.
///
/// @param version of the product's events; a newer one makes an older one old news
/// @param available units a newcomer could have at that moment
public record Replenishment(
        ProductId productId, long version, String name, int available, Instant at) {

    public static Replenishment of(StockReplenished event) {
        return new Replenishment(
                event.productId(), event.version(), event.name(), event.available(), event.at());
    }

    static Replenishment newer(Replenishment one, Replenishment other) {
        return one.version >= other.version ? one : other;
    }
}
