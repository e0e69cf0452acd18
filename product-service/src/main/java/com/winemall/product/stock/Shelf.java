package com.winemall.product.stock;

import com.winemall.contracts.ProductId;
import com.winemall.contracts.product.ProductEvent;
import com.winemall.contracts.product.StockDepleted;
import com.winemall.contracts.product.StockReplenished;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One product's units, and the line in front of them. Whoever works with it holds its lock.
public final class Shelf {

    private final ProductId productId;
    private final String name;
    private final long price;
    private final @Nullable Reorder reorder;
    private final int availableBefore;
    private final long versionBefore;
    private final Deque<Hold> line = new ArrayDeque<>();

    private int onHand;
    private int held;
    private int waiting;
    private long lastPlace;
    private boolean changed;
    private boolean fellShort;

    /// @param waiting orders in line, of which only the first few may be known
    /// @param lastPlace the last place in line given out
    /// @param version of the last event told about the product; 0 if there was none
    /// @param reorder absent if the factory is never asked for more
    public Shelf(
            ProductId productId,
            String name,
            long price,
            int onHand,
            int held,
            int waiting,
            long lastPlace,
            long version,
            @Nullable Reorder reorder) {
        this.productId = productId;
        this.name = name;
        this.price = price;
        this.reorder = reorder;
        this.onHand = onHand;
        this.held = held;
        this.waiting = waiting;
        this.lastPlace = lastPlace;
        this.versionBefore = version;
        this.availableBefore = available();
    }

    /// Makes the head of the line known: as many as may be served by one poll.
    public void lineUp(Collection<Hold> head) {
        line.addAll(head);
    }

    /// Units a newcomer can have: none while anybody waits, even if some are free, for those are
    /// kept for the head of the line until there are enough.
    public int available() {
        return waiting > 0 ? 0 : free();
    }

    /// What has happened to the product since the shelf was locked, if the mall has to hear of it.
    /// The one place where that is decided.
    ///
    /// "Before" is what the counters said, in which a hold that ran out still counts until somebody
    /// tidies it up: whoever does, an order or the sweeper, finds the units and tells of them.
    Optional<ProductEvent> news(Instant now) {
        if (isReplenished()) {
            return Optional.of(new StockReplenished(productId, version(), name, available(), now));
        }
        return isDepleted()
                ? Optional.of(new StockDepleted(productId, version(), name, now))
                : Optional.empty();
    }

    private boolean isReplenished() {
        return availableBefore == 0 && available() > 0;
    }

    private boolean isDepleted() {
        return availableBefore > 0 && available() == 0;
    }

    /// Of the last event told about the product, the one that follows from this transaction
    /// included.
    public long version() {
        return isReplenished() || isDepleted() ? versionBefore + 1 : versionBefore;
    }

    /// What the factory is to be asked for, if it is time to: somebody could not have what they
    /// wanted, or what is left has changed and is no more than the reorder point.
    Optional<Shortfall> shortfall() {
        if (reorder == null) {
            return Optional.empty();
        }
        boolean low = changed && available() <= reorder.point();
        return fellShort || low
                ? Optional.of(new Shortfall(productId, reorder.quantity()))
                : Optional.empty();
    }

    /// Somebody wanted more than there is.
    void fallShort() {
        fellShort = true;
    }

    int free() {
        return onHand - held;
    }

    void hold(int quantity) {
        if (quantity > free()) {
            throw new IllegalStateException(
                    "%s has %d units free, not %d".formatted(productId, free(), quantity));
        }
        held += quantity;
        changed = true;
    }

    /// The units are for sale again.
    void release(int quantity) {
        held -= quantity;
        changed = true;
    }

    /// The units leave the stock for good.
    void sell(int quantity) {
        held -= quantity;
        onHand -= quantity;
        changed = true;
    }

    /// New units.
    void receive(int quantity) {
        onHand += quantity;
        changed = true;
    }

    /// Units that were sold are back, and held until somebody is found who may have them.
    void takeBack(int quantity) {
        onHand += quantity;
        held += quantity;
        changed = true;
    }

    /// Gives out the next place in line.
    long joinLine() {
        waiting++;
        changed = true;
        return ++lastPlace;
    }

    void leaveLine(Hold hold) {
        waiting--;
        line.removeIf(known -> known.orderId().equals(hold.orderId()));
        changed = true;
    }

    /// Who is next, if anybody is and is known here.
    @Nullable Hold head() {
        return line.peek();
    }

    public ProductId productId() {
        return productId;
    }

    public String name() {
        return name;
    }

    public long price() {
        return price;
    }

    public int onHand() {
        return onHand;
    }

    public int held() {
        return held;
    }

    public int waiting() {
        return waiting;
    }

    public long lastPlace() {
        return lastPlace;
    }

    public boolean isChanged() {
        return changed;
    }
}
