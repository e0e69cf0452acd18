package com.winemall.product.replenishment;

import com.winemall.contracts.ProductId;
import com.winemall.contracts.ReplenishmentId;
import com.winemall.contracts.product.RequestReplenishment;
import com.winemall.product.replenishment.Replenishment.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where requests to the factory are kept. Whoever changes one that also changes or names its
/// product's shelf has the shelf's lock first.
public interface Replenishments {

    /// Writes requests down, but for products that have one under way or one that failed of late.
    ///
    /// @param failedSince what failed after this keeps its product from another
    /// @return those that were written
    List<RequestReplenishment> open(List<RequestReplenishment> wanted, Instant failedSince);

    Optional<Replenishment> find(ReplenishmentId id);

    /// Makes a failed one OPEN again, unless another one of its product is under way.
    ///
    /// @return whether it is OPEN now
    boolean reopen(RequestReplenishment request, Instant now);

    /// The factory has said yes. Does nothing unless it is OPEN.
    void ordered(ReplenishmentId id, int calls, Instant now);

    /// The factory has not said yes yet, and will be asked again.
    void delayed(ReplenishmentId id, int calls, String error, Instant now);

    /// The factory is not asked any more.
    ///
    /// @return what a person has to know; nothing unless it was OPEN
    Optional<Failure> failed(ReplenishmentId id, int calls, String error, Instant now);

    /// Counts a delivery, once for its id, for the request of its product that waits for it.
    Counted count(Delivery delivery, Instant now);

    /// The newest first.
    List<Replenishment> list(
            @Nullable Status status, @Nullable ProductId productId, long offset, int size);

    long count(@Nullable Status status, @Nullable ProductId productId);

    /// @param name of the product
    record Failure(String name, int attempts, @Nullable String stockManagerEmail) {}

    /// What became of a delivery.
    enum Counted {
        NOW,
        BEFORE,
        UNKNOWN_PRODUCT
    }
}
