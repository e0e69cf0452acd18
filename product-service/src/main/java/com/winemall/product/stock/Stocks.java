package com.winemall.product.stock;

import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.ProductId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /// The holds that count or wait.
    ///
    /// @param soon until when a hold runs out to count as expiring
    Holds holds(Instant now, Instant soon);

    /// @param held units are set aside, until paid or given back
    /// @param expiring of these, those that run out soon
    /// @param overdue of these, those that have run out and are not tidied up
    /// @param waiting stand in line
    /// @param waitingSince when the first of them came
    record Holds(
            long held, long expiring, long overdue, long waiting, @Nullable Instant waitingSince) {}

    /// Numbers the next event told about a product by anybody but its shelf, and locks the shelf.
    long nextVersion(ProductId productId);
}
