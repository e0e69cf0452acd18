package com.winemall.firstcome;

import com.winemall.starter.commit.AfterCommit;
import com.winemall.starter.commit.CommitOwner;
import com.winemall.starter.commit.GroupCommit;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionOperations;

/// Writes what Redis decided into PostgreSQL: the entries of many callers with one commit.
///
/// An entry may come twice, from its own instance and from one that took it over, and entries of
/// one person may come out of order. The rows say what is known already, and a place only ever
/// moves forward.
class EntryWriter implements CommitOwner {

    private static final Logger log = LoggerFactory.getLogger(EntryWriter.class);

    private final JdbcPools pools;
    private final JdbcPlaces places;
    private final PoolScripts scripts;
    private final PoolOwner owner;
    private final Clock clock;
    private final WokenPools woken;
    private final GroupCommit<List<Entry>, List<Optional<String>>> commits;

    EntryWriter(
            JdbcPools pools,
            JdbcPlaces places,
            PoolScripts scripts,
            PoolOwner owner,
            Clock clock,
            WokenPools woken,
            TransactionOperations transaction,
            FirstComeSettings settings) {
        this.pools = pools;
        this.places = places;
        this.scripts = scripts;
        this.owner = owner;
        this.clock = clock;
        this.woken = woken;
        this.commits =
                new GroupCommit<>(
                        "write-entries",
                        transaction,
                        this::writeTogether,
                        settings.batchMax(),
                        settings.linger(),
                        settings.queueMax());
    }

    @Override
    public GroupCommit<?, ?> commits() {
        return commits;
    }

    /// Waits until the entries are written.
    ///
    /// @return for each entry why it was refused, if it was
    List<Optional<String>> write(List<Entry> entries) {
        return entries.isEmpty() ? List.of() : commits.commit(entries);
    }

    private List<List<Optional<String>>> writeTogether(List<List<Entry>> batch) {
        List<Entry> entries = batch.stream().flatMap(List::stream).toList();
        var drafts = new Drafts(entries);
        entries.forEach(drafts::decide);
        drafts.store();
        AfterCommit.run(() -> acknowledge(entries));
        return batch.stream()
                .map(together -> together.stream().map(drafts::refusal).toList())
                .toList();
    }

    /// Redis is told after the commit. What it does not hear now stays on this instance's list and
    /// is taken over by a keeper, which finds it written.
    private void acknowledge(List<Entry> entries) {
        entries.stream()
                .collect(Collectors.groupingBy(Entry::poolId))
                .forEach((poolId, ofPool) -> {
                    try {
                        scripts.written(poolId, ofPool);
                    } catch (DataAccessException e) {
                        log.atWarn()
                                .addKeyValue("pool", poolId)
                                .addKeyValue("entries", ofPool.size())
                                .setCause(e)
                                .log("Redis has not heard what is written");
                    }
                });
    }

    /// The places of one batch, decided in memory and stored at its end.
    private final class Drafts {

        private final Map<UUID, PoolRow> rows;
        private final Map<Key, WrittenPlace> before = new HashMap<>();
        private final Map<Key, WrittenPlace> after = new LinkedHashMap<>();
        private final Map<Person, Key> live = new HashMap<>();
        private final Map<UUID, Long> taken = new HashMap<>();
        private final Map<String, String> refused = new HashMap<>();
        private final Map<Key, String> entryIds = new HashMap<>();
        private final List<Place> out = new ArrayList<>();

        Drafts(List<Entry> entries) {
            rows = pools.lock(entries.stream().map(Entry::poolId).distinct().toList());
            List<Place> asked = new ArrayList<>();
            for (var entry : entries) {
                if (entry instanceof Entry.Changed changed) {
                    asked.add(changed.place());
                }
            }
            places.known(asked).forEach(written -> before.put(Key.of(written.place()), written));
            before.forEach((key, written) -> noteLive(key, written));
        }

        Optional<String> refusal(Entry entry) {
            return Optional.ofNullable(refused.get(entry.id()));
        }

        void decide(Entry entry) {
            var pool = rows.get(entry.poolId());
            if (pool == null || entry.epoch() != pool.epoch()) {
                // Redis was filled anew since: what it had decided before is not in it any more.
                refused.put(entry.id(), "STALE");
                return;
            }
            switch (entry) {
                case Entry.Closing _ ->
                        out.addAll(places.endWaiting(pool.poolId(), clock.instant()));
                case Entry.Changed changed -> {
                    switch (changed.change()) {
                        case ADMITTED -> admit(changed, pool);
                        case JOINED -> join(changed, pool);
                        case LEFT -> leave(changed);
                    }
                }
            }
        }

        private void admit(Entry.Changed entry, PoolRow pool) {
            var place = entry.place();
            var known = known(place);
            if (known != null && known.state() != PlaceState.WAITING) {
                if (known.state() == PlaceState.REFUSED) {
                    refused.put(entry.id(), String.valueOf(known.code()));
                }
                return;
            }
            var other = live.get(Person.of(place));
            long units = taken.getOrDefault(place.poolId(), 0L) + place.quantity();
            if (other != null && !other.equals(Key.of(place))) {
                refuse(entry, "ALREADY_IN");
            } else if (pool.taken() + units > pool.quantity()) {
                refuse(entry, "SOLD_OUT");
            } else {
                taken.put(place.poolId(), units);
                entryIds.put(Key.of(place), entry.id());
                put(place, PlaceState.ADMITTED, null);
            }
        }

        private void join(Entry.Changed entry, PoolRow pool) {
            var place = entry.place();
            if (known(place) != null) {
                return;
            }
            if (pool.isOver()) {
                put(place, PlaceState.LEFT, null);
            } else if (live.containsKey(Person.of(place))) {
                refused.put(entry.id(), "ALREADY_IN");
            } else {
                put(place, PlaceState.WAITING, null);
            }
        }

        private void leave(Entry.Changed entry) {
            var known = known(entry.place());
            if (known == null || known.state() == PlaceState.WAITING) {
                put(entry.place(), PlaceState.LEFT, null);
            }
        }

        private void refuse(Entry.Changed entry, String reason) {
            refused.put(entry.id(), reason);
            put(entry.place(), PlaceState.REFUSED, reason);
        }

        private void put(Place place, PlaceState state, @Nullable String code) {
            var key = Key.of(place);
            var written = new WrittenPlace(place, state, code);
            after.put(key, written);
            live.remove(Person.of(place), key);
            noteLive(key, written);
        }

        private void noteLive(Key key, WrittenPlace written) {
            if (written.state() == PlaceState.WAITING || written.state() == PlaceState.ADMITTED) {
                live.put(Person.of(written.place()), key);
            }
        }

        private @Nullable WrittenPlace known(Place place) {
            var key = Key.of(place);
            var changed = after.get(key);
            return changed == null ? before.get(key) : changed;
        }

        void store() {
            var admitted = inState(PlaceState.ADMITTED);
            var refusals = admitted.isEmpty() ? Map.<Place, String>of() : owner.admitted(admitted);
            refusals.forEach((place, reason) -> {
                refused.put(Objects.requireNonNull(entryIds.get(Key.of(place))), reason);
                put(place, PlaceState.REFUSED, reason);
                taken.merge(place.poolId(), (long) -place.quantity(), Long::sum);
            });
            if (!after.isEmpty()) {
                places.write(after.values(), clock.instant());
            }
            taken.forEach(pools::take);
            tell(inState(PlaceState.WAITING), owner::joined);
            out.addAll(inState(PlaceState.LEFT));
            tell(out, owner::left);
            after.values().stream()
                    .filter(written -> written.state() == PlaceState.REFUSED)
                    .map(written -> written.place().poolId())
                    .distinct()
                    .forEach(poolId -> AfterCommit.run(() -> woken.wake(poolId)));
        }

        private List<Place> inState(PlaceState state) {
            return after.values().stream()
                    .filter(written -> written.state() == state)
                    .map(WrittenPlace::place)
                    .toList();
        }

        private void tell(List<Place> told, Consumer<List<Place>> listener) {
            if (!told.isEmpty()) {
                listener.accept(told);
            }
        }
    }

    private record Key(UUID poolId, long ticket) {

        static Key of(Place place) {
            return new Key(place.poolId(), place.ticket());
        }
    }

    private record Person(UUID poolId, UUID id) {

        static Person of(Place place) {
            return new Person(place.poolId(), place.person());
        }
    }
}
