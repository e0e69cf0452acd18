package com.winemall.order.event;

/// How far a sale event is. What customers see of an open one, its door says: whether it is paused,
/// or sold out.
public enum EventStatus {
    /// It has no units yet.
    SCHEDULED,
    /// product-service was asked for its units.
    ALLOTTING,
    /// It has its units, and its door opens at `opensAt`.
    OPEN,
    /// Nobody comes in any more; admissions from before are still being written.
    CLOSING,
    /// All its orders are known. As long as the saga may draw on the event's units for one of them,
    /// the event keeps them.
    SETTLED,
    /// product-service was asked to take the rest back.
    RETURNING,
    CLOSED;

    /// Whether its time is over, or it was closed.
    public boolean isOver() {
        return switch (this) {
            case SCHEDULED, ALLOTTING, OPEN -> false;
            case CLOSING, SETTLED, RETURNING, CLOSED -> true;
        };
    }
}
