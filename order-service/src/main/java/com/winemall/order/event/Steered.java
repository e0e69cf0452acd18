package com.winemall.order.event;

/// What became of an operator's order to a sale event.
public sealed interface Steered {

    /// The event is as ordered; perhaps it was so before.
    record Done(SaleEvent event) implements Steered {}

    /// The event is not where this could follow.
    record WrongStatus(SaleEvent event) implements Steered {}

    /// There are not as many units as it wants to sell.
    record NotEnoughStock(SaleEvent event, int available) implements Steered {}

    /// Another event sells this product in the time this one would be open.
    record Overlaps(SaleEvent event) implements Steered {}

    /// product-service has not said yet whether there are enough units; the event opens when it
    /// does.
    record NoAnswer(SaleEvent event) implements Steered {}
}
