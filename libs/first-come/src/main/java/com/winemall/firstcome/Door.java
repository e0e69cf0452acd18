package com.winemall.firstcome;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.winemall.firstcome.Entry.Changed;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/// Where people arrive. Redis decides in one round trip; a refusal touches no database, and an
/// admission is said only when PostgreSQL has it.
///
/// Every method throws Spring's `DataAccessException` when Redis does not answer, and
/// [com.winemall.starter.commit.GroupCommit.Overloaded] when too many wait to be written. What was
/// admitted then is written by a [Keeper], and whoever asks again is told.
public class Door {

    /// What the scripts say of a pool that Redis has to be told of first.
    private static final String NOT_READY = "NOT_READY";

    /// What they say of a place that PostgreSQL is about to have.
    private static final String UNWRITTEN = "UNWRITTEN";

    /// Pools of which is remembered for a moment what PostgreSQL said.
    private static final int ENDS_MAX = 1_000;

    private static final int TICKET_BYTES = 16;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration PAUSE_MAX = Duration.ofMillis(100);

    private final PoolScripts scripts;
    private final EntryWriter writer;
    private final JdbcPools pools;
    private final JdbcPlaces places;
    private final WokenPools woken;
    private final Duration patience;
    private final Cache<UUID, Optional<Answer>> ends;
    private final SecureRandom random = new SecureRandom();

    Door(
            PoolScripts scripts,
            EntryWriter writer,
            JdbcPools pools,
            JdbcPlaces places,
            WokenPools woken,
            FirstComeSettings settings) {
        this.scripts = scripts;
        this.writer = writer;
        this.pools = pools;
        this.places = places;
        this.woken = woken;
        this.patience = settings.patience();
        this.ends =
                Caffeine.newBuilder()
                        .expireAfterWrite(settings.keepInterval())
                        .maximumSize(ENDS_MAX)
                        .build();
    }

    public Answer enter(UUID poolId, Arrival arrival) {
        long deadline = System.nanoTime() + patience.toNanos();
        var pause = FIRST_PAUSE;
        var reply = scripts.enter(poolId, arrival, freshTicket());
        if (reply.text(0).equals(NOT_READY)) {
            var end = ends.get(poolId, this::unlessKept);
            if (end.isPresent()) {
                return end.get();
            }
            woken.wake(poolId);
        }
        var answer = answer(poolId, arrival, reply);
        while (answer.isEmpty() && System.nanoTime() < deadline) {
            pause = pause(pause);
            answer = answer(poolId, arrival, scripts.enter(poolId, arrival, freshTicket()));
        }
        return answer.orElseGet(Answer.NotReady::new);
    }

    /// What to say of a pool Redis has for good reason forgotten, or never known. Asked once for a
    /// crowd: those who wait for a pool must not keep the connections from whoever fills it.
    private Optional<Answer> unlessKept(UUID poolId) {
        var pool = pools.find(poolId);
        if (pool.isEmpty()) {
            return Optional.of(new Answer.NotReady());
        }
        return pool.get().state() == PoolState.SETTLED
                ? Optional.of(new Answer.Closed())
                : Optional.empty();
    }

    /// Where somebody stands.
    public Answer whereIs(UUID poolId, UUID person) {
        long deadline = System.nanoTime() + patience.toNanos();
        var pause = FIRST_PAUSE;
        var reply = scripts.where(poolId, person);
        while (reply.text(0).equals(UNWRITTEN) && System.nanoTime() < deadline) {
            pause = pause(pause);
            reply = scripts.where(poolId, person);
        }
        return switch (reply.text(0)) {
            case "WAITING" -> new Answer.Waiting(reply.number(1), true);
            case "QUEUED" -> queued(reply);
            case "SAME" -> new Answer.Admitted(reply.place(1, person), true);
            case "NOWHERE" -> new Answer.Nowhere();
            // Not in Redis, or not written: PostgreSQL says how it stands.
            default -> written(poolId, person);
        };
    }

    /// @return whether they stood in line; they are out of it, and PostgreSQL knows
    public boolean leave(UUID poolId, UUID person) {
        var reply = scripts.leave(poolId, person);
        if (!reply.text(0).equals("LEFT")) {
            return false;
        }
        writer.write(reply.entries(1));
        return true;
    }

    /// Counts somebody whose fate was decided before they came to the door.
    public void count(UUID poolId, String code) {
        scripts.count(poolId, code);
    }

    /// @return empty if nobody can say yet
    private Optional<Answer> answer(UUID poolId, Arrival arrival, Reply reply) {
        return switch (reply.text(0)) {
            case "ADMITTED" -> {
                var entry = (Changed) reply.entry(1);
                yield Optional.of(
                        written(entry).orElseGet(() -> new Answer.Admitted(entry.place(), false)));
            }
            case "JOINED" -> {
                var entry = (Changed) reply.entry(1);
                var refusal = written(entry);
                if (refusal.isPresent()) {
                    leave(poolId, arrival.person());
                }
                yield Optional.of(
                        refusal.orElseGet(() -> new Answer.Waiting(reply.number(2), false)));
            }
            case "WAITING" -> Optional.of(new Answer.Waiting(reply.number(1), true));
            case "QUEUED" -> Optional.of(queued(reply));
            case "SAME" -> Optional.of(new Answer.Admitted(reply.place(1, arrival.person()), true));
            case "ALREADY" -> Optional.of(new Answer.AlreadyIn(reply.place(1, arrival.person())));
            case "SOLD_OUT" -> Optional.of(new Answer.SoldOut());
            case "NOT_OPEN" -> Optional.of(new Answer.NotOpen());
            case "PAUSED" -> Optional.of(new Answer.Paused());
            case "CLOSED" -> Optional.of(new Answer.Closed());
            case "TOO_MANY" -> Optional.of(new Answer.TooMany((int) reply.number(1)));
            case "UNKNOWN_TICKET" -> Optional.of(new Answer.UnknownTicket());
            case UNWRITTEN, NOT_READY -> Optional.empty();
            default -> throw new IllegalStateException("the door answered " + reply.text(0));
        };
    }

    /// @return why PostgreSQL refused it, if it did
    private Optional<Answer> written(Changed entry) {
        return writer.write(List.of(entry)).getFirst().map(Answer.Refused::new);
    }

    private Answer written(UUID poolId, UUID person) {
        return places.ofPerson(poolId, person)
                .<Answer>map(known ->
                        known.state() == PlaceState.WAITING
                                ? new Answer.NotReady()
                                : new Answer.Admitted(known.place(), true))
                .orElseGet(Answer.Nowhere::new);
    }

    private static Answer queued(Reply reply) {
        return new Answer.Queued(
                reply.number(1), reply.text(2), Duration.ofMillis(reply.number(3)));
    }

    private static Duration pause(Duration pause) {
        LockSupport.parkNanos(pause.toNanos());
        var longer = pause.multipliedBy(2);
        return longer.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : longer;
    }

    private String freshTicket() {
        var bytes = new byte[TICKET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
