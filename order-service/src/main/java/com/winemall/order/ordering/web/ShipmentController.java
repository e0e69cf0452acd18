package com.winemall.order.ordering.web;

import com.winemall.contracts.OrderId;
import com.winemall.order.ordering.Order;
import com.winemall.order.ordering.ShipOrderHandler;
import com.winemall.order.ordering.ShipOrderHandler.Outcome;
import com.winemall.starter.web.Refused;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Operators send paid orders, and say when they have arrived.
@RestController
@RequestMapping("/api/orders/{id}")
class ShipmentController {

    private final ShipOrderHandler shipping;

    ShipmentController(ShipOrderHandler shipping) {
        this.shipping = shipping;
    }

    @PostMapping("/shipment")
    OrderView ship(@PathVariable UUID id, @Valid @RequestBody NewShipment body) {
        var shipment = new Order.Shipment(body.carrier().strip(), body.trackingNumber().strip());
        return view(id, shipping.ship(new OrderId(id), shipment));
    }

    @PostMapping("/delivery")
    OrderView deliver(@PathVariable UUID id) {
        return view(id, shipping.deliver(new OrderId(id)));
    }

    private static OrderView view(UUID id, Optional<Outcome> outcome) {
        return switch (outcome.orElseThrow(() -> notFound(id))) {
            case Outcome.Done(var order) -> OrderView.of(order);
            case Outcome.WrongStatus(var order) ->
                    throw new Refused(
                            OrderProblem.WRONG_STATUS,
                            "The order is " + order.status(),
                            Map.of("orderStatus", order.status()));
        };
    }

    private static Refused notFound(UUID id) {
        return new Refused(OrderProblem.ORDER_NOT_FOUND, "There is no order " + id);
    }

    record NewShipment(
            @NotBlank @Size(max = 100) String carrier,
            @NotBlank @Size(max = 100) String trackingNumber) {}
}
