package com.winemall.product.stock;

import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.ProductId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Where shelves and holds are kept.
public interface Stocks {

    /// Locks the shelves, those of the events' allotments too, in the order of their ids, ends
    /// their overdue holds, and reads what the orders and events have done before. A product there
    /// is none of gets no shelf.
    Cellar load(Set<ProductId> products, Set<OrderId> orders, Set<EventId> events, Instant now);

    /// The same for shelves no order asks about.
    default Cellar load(Set<ProductId> products, Instant now) {
        return load(products, Set.of(), Set.of(), now);
    }

    /// Writes everything that changed.
    void store(Cellar cellar, Instant now);

    /// Whether a delivery with this reference was counted before.
    boolean isReceived(ProductId productId, String reference);

    /// Products with overdue holds, with a wait that is over, or with free units and a line.
    List<ProductId> needingCare(Instant now, int max);

    /// Orders in line whose position is not what their customers were told; marks them as told.
    List<Hold> toldNewPositions(int max);

    /// Numbers the next event told about a product by anybody but its shelf, and locks the shelf.
    long nextVersion(ProductId productId);
}
