package com.winemall.notification.restock;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.outcome.OrderCanceled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// That a customer did not get a product because it was out of stock.
///
/// It happened at the shelf, at a moment nobody wrote down: not before the order was placed, and
/// not after the saga said so. Losses and replenishments come over two topics, in any order, so
/// each is compared with the other by its time, and never by when it was heard.
///
/// @param from not before this
/// @param to not after this
public record Loss(CustomerId customerId, ProductId productId, Instant from, Instant to) {

    private static final int TIME_ORDERED = 7;

    public Loss {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(customerId + " lost before the order was placed");
        }
    }

    /// One for each product that was short.
    public static List<Loss> of(OrderCanceled canceled) {
        var to = canceled.at();
        var placedAt = placedAt(canceled.orderId(), to);
        var from = placedAt.isAfter(to) ? to : placedAt;
        return canceled.shortages().stream()
                .map(shortage -> new Loss(canceled.customerId(), shortage.productId(), from, to))
                .distinct()
                .toList();
    }

    /// What becomes of the loser, given the last time the product came back.
    ///
    /// @param recent how long after a replenishment it is still worth telling
    Consequence after(Replenishment last, Instant now, Duration recent) {
        boolean hasMissedIt = !last.at().isBefore(from) && last.at().plus(recent).isAfter(now);
        if (!hasMissedIt) {
            return Consequence.SUBSCRIBED;
        }
        return last.at().isBefore(to) ? Consequence.TOLD_AND_SUBSCRIBED : Consequence.TOLD;
    }

    /// Of two losses of one customer and one product.
    Loss and(Loss other) {
        return new Loss(
                customerId,
                productId,
                from.isBefore(other.from) ? from : other.from,
                to.isAfter(other.to) ? to : other.to);
    }

    /// Ids grow with time, and an order gets its own when it is placed.
    private static Instant placedAt(OrderId order, Instant otherwise) {
        UUID id = order.value();
        return id.version() == TIME_ORDERED
                ? Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16)
                : otherwise;
    }

    /// What becomes of a loser.
    enum Consequence {
        /// Waits for the next time the product comes back.
        SUBSCRIBED,
        /// The product came back after the loss, and the subscription was used up by that.
        TOLD,
        /// The product came back after the order was placed, and nobody knows whether before or
        /// after it lost: the customer is told of this time and of the next. A mail too many is
        /// better than one that is missing.
        TOLD_AND_SUBSCRIBED
    }
}
