package com.winemall.order.event;

import com.winemall.firstcome.Places;
import com.winemall.order.ordering.EventPlaces;
import com.winemall.order.ordering.Order;
import com.winemall.order.ordering.OrderStatus;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// An order's place is named by the order's id.
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PlacesOfOrders implements EventPlaces {

    private final Places places;

    PlacesOfOrders(Places places) {
        this.places = places;
    }

    @Override
    public void sell(Collection<Order> paid) {
        var sold = references(paid, _ -> true);
        if (!sold.isEmpty()) {
            places.sell(sold, "paid");
        }
    }

    @Override
    public void release(Collection<Order> undone) {
        release(undone, order -> order.status() == OrderStatus.TIMEOUT, "timedOut");
        release(undone, order -> order.status() != OrderStatus.TIMEOUT, "cancelled");
    }

    private void release(Collection<Order> undone, Predicate<Order> which, String code) {
        var released = references(undone, which);
        if (!released.isEmpty()) {
            places.release(released, code);
        }
    }

    private static List<UUID> references(Collection<Order> orders, Predicate<Order> which) {
        return orders.stream()
                .filter(order -> order.eventId() != null)
                .filter(which)
                .map(order -> order.id().value())
                .toList();
    }
}
