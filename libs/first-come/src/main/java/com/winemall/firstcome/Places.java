package com.winemall.firstcome;

import com.winemall.starter.commit.AfterCommit;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What became of admissions. The owner says so in the transaction in which it happens; Redis hears
/// of it after the commit, once, whatever crashes in between.
public class Places {

    private final JdbcPools pools;
    private final JdbcPlaces places;
    private final WokenPools woken;
    private final Clock clock;

    Places(JdbcPools pools, JdbcPlaces places, WokenPools woken, Clock clock) {
        this.pools = pools;
        this.places = places;
        this.woken = woken;
        this.clock = clock;
    }

    /// The units are back: for the line's head, or for sale. Whoever had them may come again. What
    /// is back already, or was never admitted, is left alone.
    ///
    /// @param references what the admissions had become
    /// @param code what it is counted as, such as `timedOut`
    public void release(Collection<UUID> references, String code) {
        end(references, List.of(PlaceState.ADMITTED, PlaceState.SOLD), PlaceState.RELEASED, code);
    }

    /// The units are bought. They count for ever, unless they are released later.
    public void sell(Collection<UUID> references, String code) {
        end(references, List.of(PlaceState.ADMITTED), PlaceState.SOLD, code);
    }

    public Optional<Place> ofReference(UUID reference) {
        return places.ofReference(reference);
    }

    /// Those who were admitted, whatever became of them, in the order of their numbers.
    ///
    /// @param after the number before the first
    public List<Place> admitted(UUID poolId, long after, int limit) {
        return places.admitted(poolId, after, limit);
    }

    private void end(
            Collection<UUID> references, List<PlaceState> from, PlaceState to, String code) {
        var poolIds = places.poolsOf(references);
        if (poolIds.isEmpty()) {
            return;
        }
        pools.lock(poolIds);
        Map<UUID, Long> units = new HashMap<>();
        for (var end : places.end(references, from, to, code, clock.instant())) {
            units.merge(end.poolId(), (long) end.quantity(), Long::sum);
        }
        units.forEach((poolId, ended) -> {
            if (to == PlaceState.RELEASED) {
                pools.take(poolId, -ended);
            }
            AfterCommit.run(() -> woken.wake(poolId));
        });
    }
}
