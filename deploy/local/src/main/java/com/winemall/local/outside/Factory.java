package com.winemall.local.outside;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The factory takes orders, in its own time, and has them produced. Its behaviour is for those who
/// order; whoever looks what was ordered is always answered.
final class Factory {

    private static final int QUANTITY_MAX = 1_000_000;
    private static final int REFERENCE_LENGTH_MAX = 255;

    private final ProductionOrders orders;
    private final Production production;
    private final Behaviour behaviour;
    private final Clock clock;

    Factory(ProductionOrders orders, Production production, Behaviour behaviour, Clock clock) {
        this.orders = orders;
        this.production = production;
        this.behaviour = behaviour;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.on("POST", "/production-orders", this::order);
        routes.on("GET", "/production-orders", _ -> Answer.json(200, orders.newestFirst()));
        routes.on("GET", "/production-orders/{id}", this::one);
        behaviour.addTo(routes);
        production.addTo(routes);
    }

    private Answer order(Request request) throws IOException {
        return switch (behaviour.treat()) {
            case SERVED -> accept(request);
            case FAILED -> Problem.INTERNAL_ERROR.answer("The factory has a bad day");
            case THROTTLED -> Answer.later(Problem.TOO_MANY_REQUESTS, "One order after the other");
            case DOWN -> Answer.later(Problem.SERVICE_UNAVAILABLE, "The factory is closed");
        };
    }

    private Answer accept(Request request) throws IOException {
        return switch (orders.accept(request.idempotencyKey(), read(request))) {
            case ProductionOrders.Acceptance.Accepted(var order) -> {
                production.begin(order);
                yield Answer.json(201, order).with("Location", "/production-orders/" + order.id());
            }
            case ProductionOrders.Acceptance.KeyReused() ->
                    Problem.IDEMPOTENCY_KEY_REUSED.answer("It belongs to another order");
        };
    }

    private ProductionOrder read(Request request) throws IOException {
        var body = request.body(Body.class);
        var productId = body.productId();
        var quantity = body.quantity();
        List<InvalidField> errors = new ArrayList<>();
        if (productId == null) {
            errors.add(new InvalidField("productId", "must be given"));
        }
        if (quantity == null || quantity < 1 || quantity > QUANTITY_MAX) {
            errors.add(new InvalidField("quantity", "must be from 1 to " + QUANTITY_MAX));
        }
        if (body.reference() != null && body.reference().length() > REFERENCE_LENGTH_MAX) {
            errors.add(
                    new InvalidField(
                            "reference",
                            "must not be longer than " + REFERENCE_LENGTH_MAX + " characters"));
        }
        if (productId == null || quantity == null || !errors.isEmpty()) {
            throw new Refused(Problem.INVALID_REQUEST.answer(errors));
        }
        return new ProductionOrder(
                UUID.randomUUID(),
                productId,
                quantity,
                body.reference(),
                ProductionOrder.Status.ACCEPTED,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                0);
    }

    private Answer one(Request request) {
        return request.uuid()
                .flatMap(orders::find)
                .map(order -> Answer.json(200, order))
                .orElseGet(() -> Problem.NOT_FOUND.answer("There is no such order"));
    }

    /// As it is sent, before it is known to make sense.
    record Body(@Nullable UUID productId, @Nullable Integer quantity, @Nullable String reference) {}
}
