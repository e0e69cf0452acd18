package com.winemall.order.event;

import com.winemall.contracts.ProductId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A sale event as an operator asks for it: ten units from now on for an hour, unless said
/// otherwise.
final class EventPlanJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode body = JSON.createObjectNode();

    EventPlanJson() {
        body.put("name", "Noon");
        body.put("quantity", 10);
        body.put("price", 9_000);
        startsAt(Instant.now().plusSeconds(300));
        endsAt(Instant.now().plusSeconds(3_900));
    }

    EventPlanJson product(ProductId product) {
        body.put("productId", product.toString());
        return this;
    }

    /// Of this product, unless another one was said.
    EventPlanJson or(ProductId product) {
        return body.has("productId") ? this : product(product);
    }

    EventPlanJson quantity(int quantity) {
        body.put("quantity", quantity);
        return this;
    }

    EventPlanJson price(@Nullable Long price) {
        body.put("price", price);
        return this;
    }

    EventPlanJson startsAt(Instant startsAt) {
        body.put("startsAt", startsAt.toString());
        return this;
    }

    EventPlanJson endsAt(Instant endsAt) {
        body.put("endsAt", endsAt.toString());
        return this;
    }

    EventPlanJson perCustomer(int units) {
        body.put("perCustomer", units);
        return this;
    }

    EventPlanJson waitingLine() {
        body.put("waitingLine", true);
        return this;
    }

    EventPlanJson arrivalsPerSecond(int rate) {
        body.put("arrivalsPerSecond", rate);
        return this;
    }

    String json() {
        return or(new ProductId(UUID.randomUUID())).body.toString();
    }
}
