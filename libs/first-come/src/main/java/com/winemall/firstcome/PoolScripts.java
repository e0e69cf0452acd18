package com.winemall.firstcome;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisScriptingAsyncCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/// The decisions of a pool, each one script, run by Redis one after the other.
///
/// Every method throws Spring's `DataAccessException` if Redis cannot be asked. Then nobody knows
/// whether the script ran; what it appended is taken over by a [Keeper].
class PoolScripts {

    private static final Logger log = LoggerFactory.getLogger(PoolScripts.class);

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

    /// The head of a line that has moved, for one caller of all that ask.
    List<UUID> head(UUID poolId) {
        return run(
                        Script.HEAD,
                        poolId,
                        settings.positionsToldMax(),
                        settings.positionsInterval().toMillis())
                .items()
                .stream()
                .map(person -> UUID.fromString(person.toString()))
                .toList();
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
        return Look.of(run(Script.LOOK, poolId));
    }

    /// Looks at many pools in one round trip. One that cannot be looked at is not among them; asked
    /// for alone, it says why.
    Map<UUID, Look> looks(Collection<UUID> poolIds) {
        Map<UUID, RedisFuture<List<?>>> asked = new LinkedHashMap<>();
        redis.execute((RedisConnection connection) -> {
            var commands = asynchronous(connection);
            poolIds.forEach(poolId -> asked.put(poolId, look(commands, poolId)));
            return asked;
        });
        Map<UUID, Look> looks = new LinkedHashMap<>();
        asked.forEach((poolId, answer) ->
                answered(poolId, answer).ifPresent(look -> looks.put(poolId, look)));
        return looks;
    }

    /// Redis' own commands of the connection everybody shares: nobody waits before all are sent.
    /// Spring's pipelines would open a connection each time.
    @SuppressWarnings("unchecked") // Spring's connections speak in bytes.
    private static RedisScriptingAsyncCommands<byte[], byte[]> asynchronous(
            RedisConnection connection) {
        return (RedisScriptingAsyncCommands<byte[], byte[]>) connection.getNativeConnection();
    }

    private RedisFuture<List<?>> look(
            RedisScriptingAsyncCommands<byte[], byte[]> commands, UUID poolId) {
        var keys =
                keys(poolId).stream()
                        .map(key -> key.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new);
        return commands.evalsha(script(Script.LOOK).getSha1(), ScriptOutputType.MULTI, keys);
    }

    private Optional<Look> answered(UUID poolId, RedisFuture<List<?>> answer) {
        try {
            var items = answer.toCompletableFuture().join();
            return Optional.of(Look.of(Reply.ofBytes(poolId, items)));
        } catch (CompletionException | CancellationException e) {
            if (e.getCause() instanceof RedisNoScriptException) {
                // Nobody has looked since this Redis was started; who looks alone brings the
                // script.
                return Optional.of(look(poolId));
            }
            log.atDebug().addKeyValue("pool", poolId).setCause(e).log("no look at a pool");
            return Optional.empty();
        }
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

    Counted counted(UUID poolId) {
        return Counted.of(run(Script.COUNTED, poolId));
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
        try {
            var items = (List<?>) redis.execute(script(script), keys(poolId), texts);
            return new Reply(poolId, Objects.requireNonNull(items));
        } catch (RedisSystemException e) {
            throw isDefect(e) ? e : new RedisConnectionFailureException("Redis is away", e);
        }
    }

    private RedisScript<?> script(Script script) {
        return Objects.requireNonNull(scripts.get(script));
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
        COUNTED,
        END,
        ENTER,
        FINISH,
        FOLLOW,
        HEAD,
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
    /// @param counts there are, of whatever was counted in the last seconds
    /// @param lineMoved whether people in line stand elsewhere than they were last told
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
            Duration rebuilding,
            long counts,
            boolean lineMoved) {

        private static final Look NOTHING =
                new Look("", 0, 0, 0, 0, 0, 0, 0, 0, 0, false, Duration.ZERO, 0, false);

        private static Look of(Reply counts) {
            if (counts.isEmpty()) {
                return NOTHING;
            }
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
                    rebuilding,
                    counts.number(13),
                    counts.text(14).equals("1"));
        }

        boolean isThere() {
            return !state.isEmpty();
        }
    }

    /// What was counted lately.
    ///
    /// @param at the second it is now, by the clock that was counted by
    record Counted(Instant at, List<SecondCount> counts) {

        private static Counted of(Reply reply) {
            var pairs = (List<?>) reply.items().get(1);
            List<SecondCount> counts = new ArrayList<>();
            for (int i = 0; i < pairs.size(); i += 2) {
                counts.add(
                        SecondCount.of(
                                pairs.get(i).toString(),
                                Long.parseLong(pairs.get(i + 1).toString())));
            }
            return new Counted(Instant.ofEpochSecond(reply.number(0)), counts);
        }
    }
}
