package com.winemall.product.replenishment.web;

import com.winemall.contracts.ProductId;
import com.winemall.product.catalogue.ProductProblem;
import com.winemall.product.replenishment.CountDeliveryHandler;
import com.winemall.product.replenishment.Delivery;
import com.winemall.starter.web.Refused;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Where the factory says what it has brought. Nobody logs in here: what is said is signed, which
/// [SignedBodies] has checked.
@RestController
class DeliveryController {

    private final CountDeliveryHandler counting;

    DeliveryController(CountDeliveryHandler counting) {
        this.counting = counting;
    }

    @PostMapping("/api/factory/deliveries")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Brought deliver(@Valid @RequestBody Brought body) {
        var delivery = new Delivery(body.deliveryId(), body.productId(), body.quantity());
        return switch (counting.handle(delivery)) {
            case NOW, BEFORE -> body;
            case UNKNOWN_PRODUCT ->
                    throw new Refused(
                            ProductProblem.PRODUCT_NOT_FOUND,
                            "No wine has the id " + body.productId());
        };
    }

    /// What the factory says.
    ///
    /// @param deliveryId its name for the delivery; the same one again changes nothing
    record Brought(
            @NotBlank @Size(max = 200) String deliveryId,
            @NotNull ProductId productId,
            @Min(1) @Max(1_000_000) int quantity) {}
}
