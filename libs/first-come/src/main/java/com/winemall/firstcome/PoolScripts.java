package com.winemall.firstcome;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisLoadingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/// The decisions of a pool, each one script, run by Redis one after the other.
///
/// Every method throws Spring's `DataAccessException` if Redis cannot be asked. Then nobody knows
/// whether the script ran; what it appended is taken over by a [Keeper].
class PoolScripts {

    private static final List<String> PARTS =
            List.of("pool", "people", "line", "entries", "ended", "room", "seconds");

    private final StringRedisTemplate redis;
    private final Map<Script, RedisScript<?>> scripts = new EnumMap<>(Script.class);
    private final String writer;
    private final FirstComeSettings settings;

    /// @param writer this instance's name among those that write entries
    PoolScripts(StringRedisTemplate redis, String writer, FirstComeSettings settings) {
        this.redis = redis;
        this.writer = writer;
        this.settings = settings;
        var shared = read("pool");
        for (var script : Script.values()) {
            var text = shared + read(script.name().toLowerCase(Locale.ROOT));
            scripts.put(script, RedisScript.of(text, List.class));
        }
    }

    Reply enter(UUID poolId, Arrival arrival, String freshTicket) {
        return run(
                Script.ENTER,
                poolId,
                arrival.person(),
                arrival.reference(),
                Objects.requireNonNullElse(arrival.request(), ""),
                arrival.quantity(),
                Objects.requireNonNullElse(arrival.ticket(), ""),
                freshTicket,
                writer);
    }

    Reply where(UUID poolId, UUID person) {
        return run(Script.WHERE, poolId, person);
    }

    Reply leave(UUID poolId, UUID person) {
        return run(Script.LEAVE, poolId, person, writer, settings.chunk());
    }

    void count(UUID poolId, String code) {
        run(Script.COUNT, poolId, code);
    }

    void written(UUID poolId, List<Entry> entries) {
        List<Object> arguments = new ArrayList<>();
        for (var entry : entries) {
            switch (entry) {
                case Entry.Changed changed ->
                        arguments.addAll(
                                List.of(
                                        changed.place().person(),
                                        changed.place().ticket(),
                                        changed.units(),
                                        changed.id()));
                case Entry.Closing closing -> arguments.addAll(List.of("", 0, 0, closing.id()));
            }
        }
        run(Script.WRITTEN, poolId, arguments.toArray());
    }

    Reply end(UntoldEnd end) {
        return run(
                Script.END,
                end.poolId(),
                end.person(),
                end.ticket(),
                end.quantity(),
                end.state() == PlaceState.SOLD ? "SOLD" : "RELEASED",
                end.state() == PlaceState.REFUSED ? "refused" : end.code(),
                end.epoch(),
                writer,
                settings.chunk());
    }

    Reply follow(PoolRow pool) {
        return run(
                Script.FOLLOW,
                pool.poolId(),
                pool.epoch(),
                pool.doorState(),
                pool.quantity(),
                writer,
                settings.chunk());
    }

    List<Entry> serve(UUID poolId) {
        return run(Script.SERVE, poolId, writer, settings.chunk()).entries();
    }

    List<Entry> takeOver(UUID poolId) {
        return run(
                        Script.TAKEOVER,
                        poolId,
                        writer,
                        settings.takeover().toMillis(),
                        settings.chunk())
                .entries();
    }

    Look look(UUID poolId) {
        var counts = run(Script.LOOK, poolId);
        return counts.isEmpty() ? Look.NOTHING : Look.of(counts);
    }

    void rebuild(PoolRow pool, long lastTicket, long lastNumber) {
        run(
                Script.REBUILD,
                pool.poolId(),
                "epoch",
                pool.epoch(),
                "quantity",
                pool.quantity(),
                "free",
                pool.quantity(),
                "withdrawn",
                0,
                "perPerson",
                pool.perPerson(),
                "line",
                pool.hasLine() ? 1 : 0,
                "rate",
                pool.rate(),
                "tickets",
                lastTicket,
                "numbers",
                lastNumber,
                "opens",
                Reply.micros(pool.opensAt()),
                "closes",
                pool.closesAt() == null ? "" : Reply.micros(pool.closesAt()));
    }

    /// Puts people back where they stood.
    void recall(UUID poolId, List<WrittenPlace> places) {
        var arguments =
                places.stream().flatMap(stored -> facts(stored.place(), stored.state())).toArray();
        run(Script.RECALL, poolId, arguments);
    }

    Reply finish(PoolRow pool) {
        return run(
                Script.FINISH,
                pool.poolId(),
                pool.epoch(),
                pool.doorState(),
                writer,
                settings.chunk());
    }

    /// What was counted lately.
    List<SecondCount> counted(UUID poolId) {
        List<SecondCount> counts = new ArrayList<>();
        redis.<String, String>opsForHash()
                .entries(key(poolId, "seconds"))
                .forEach((name, count) -> counts.add(SecondCount.of(name, Long.parseLong(count))));
        return counts;
    }

    void forget(UUID poolId, List<SecondCount> counts) {
        redis.opsForHash()
                .delete(key(poolId, "seconds"), counts.stream().map(SecondCount::name).toArray());
    }

    /// Lets Redis forget the pool after a while.
    void expire(UUID poolId, Duration after) {
        keys(poolId).forEach(key -> redis.expire(key, after));
    }

    private static Stream<Object> facts(Place place, PlaceState state) {
        var mark =
                switch (state) {
                    case WAITING -> "W";
                    case ADMITTED -> "H";
                    case SOLD -> "S";
                    case LEFT, RELEASED, REFUSED ->
                            throw new IllegalArgumentException(state + " is nothing to recall");
                };
        return Stream.of(
                place.person(),
                mark,
                place.ticket(),
                place.number() == null ? 0 : place.number(),
                place.quantity(),
                Reply.micros(place.arrivedAt()),
                place.admittedAt() == null ? 0 : Reply.micros(place.admittedAt()),
                place.reference(),
                Objects.requireNonNullElse(place.request(), ""));
    }

    private Reply run(Script script, UUID poolId, Object... arguments) {
        var texts = Arrays.stream(arguments).map(Object::toString).toArray();
        var runnable = Objects.requireNonNull(scripts.get(script));
        try {
            var items = (List<?>) redis.execute(runnable, keys(poolId), texts);
            return new Reply(poolId, Objects.requireNonNull(items));
        } catch (RedisSystemException e) {
            throw isDefect(e) ? e : new RedisConnectionFailureException("Redis is away", e);
        }
    }

    /// Whether Redis refused the script, rather than not being there or not being ready yet.
    private static boolean isDefect(RedisSystemException e) {
        return e.getCause() instanceof RedisCommandExecutionException
                && !(e.getCause() instanceof RedisLoadingException);
    }

    private static List<String> keys(UUID poolId) {
        return PARTS.stream().map(part -> key(poolId, part)).toList();
    }

    private static String key(UUID poolId, String part) {
        return "first-come:{" + poolId + "}:" + part;
    }

    private static String read(String name) {
        try {
            return new ClassPathResource("lua/" + name + ".lua", PoolScripts.class)
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private enum Script {
        COUNT,
        END,
        ENTER,
        FINISH,
        FOLLOW,
        LEAVE,
        LOOK,
        REBUILD,
        RECALL,
        SERVE,
        TAKEOVER,
        WHERE,
        WRITTEN
    }

    /// A pool in Redis at one moment.
    ///
    /// @param entries not written yet
    /// @param sameRun whether this Redis is the one the pool was built in, and has forgotten
    ///   nothing
    /// @param rebuilding for how long, if it is
    record Look(
            String state,
            int epoch,
            long quantity,
            long free,
            long held,
            long sold,
            long withdrawn,
            long unwritten,
            long waiting,
            long entries,
            boolean sameRun,
            Duration rebuilding) {

        static final Look NOTHING = new Look("", 0, 0, 0, 0, 0, 0, 0, 0, 0, false, Duration.ZERO);

        static Look of(Reply counts) {
            var state = counts.text(0);
            var rebuilding =
                    state.equals("REBUILDING")
                            ? Duration.between(
                                    Reply.instant(counts.text(8)), Reply.instant(counts.text(12)))
                            : Duration.ZERO;
            return new Look(
                    state,
                    (int) counts.number(1),
                    counts.number(2),
                    counts.number(3),
                    counts.number(4),
                    counts.number(5),
                    counts.number(6),
                    counts.number(7),
                    counts.number(9),
                    counts.number(10),
                    counts.text(11).equals("1"),
                    rebuilding);
        }

        boolean isThere() {
            return !state.isEmpty();
        }
    }
}
