package com.winemall.product.stock;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.product.ProductEvent;
import com.winemall.starter.messaging.Outgoing;

/// How news about products travels.
public final class ProductNews {

    private ProductNews() {}

    /// The event under the id it always has.
    public static Outgoing outgoing(ProductEvent event) {
        var id = event.productId() + "/" + Topic.nameOf(event.getClass()) + "/" + event.version();
        return Outgoing.to(Topics.PRODUCT_EVENTS, id, event);
    }
}
