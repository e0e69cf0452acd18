package com.winemall.firstcome;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What the units are worth: the service that gives them out says so, in the very transactions in
/// which the places are written. Each change of a place is told once.
public interface PoolOwner {

    /// Makes of each admission what it is worth, such as an order or a coupon.
    ///
    /// @return whom the owner refuses, and why; their units go back
    Map<Place, String> admitted(List<Place> places);

    /// They stand in line now.
    void joined(List<Place> places);

    /// They are out of the line with nothing: they left it, or the pool closed.
    void left(List<Place> places);

    /// The line has moved. A hint, and not part of any change: nobody is told twice of the same,
    /// and it is not told again if this fails.
    ///
    /// @param head who stands first now, in order; those behind them are not told
    /// @param at before they stood so: whoever is admitted meanwhile is told that later
    void moved(UUID poolId, List<UUID> head, Instant at);

    /// Every admission from before the pool closed is written; there will be no more.
    ///
    /// @param withdrawn units nobody has
    void settled(UUID poolId, long withdrawn);
}
