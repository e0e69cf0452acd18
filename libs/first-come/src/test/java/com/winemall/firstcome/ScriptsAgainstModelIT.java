package com.winemall.firstcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.firstcome.Entry.Change;
import com.winemall.firstcome.Entry.Changed;
import com.winemall.test.Backends;
import com.winemall.test.NeedsBackends;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/// Random calls, answered by the scripts and by a simple model, must be answered alike and leave
/// the same behind.
@NeedsBackends
class ScriptsAgainstModelIT {

    private static final int GAMES = 150;
    private static final int CALLS = 200;

    private static LettuceConnectionFactory connections;
    private static PoolScripts scripts;

    @BeforeAll
    static void connect() {
        connections = new LettuceConnectionFactory("127.0.0.1", Backends.get().redisPort());
        connections.afterPropertiesSet();
        connections.start();
        var settings =
                new FirstComeSettings(
                        500,
                        Duration.ZERO,
                        1,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        500,
                        Duration.ZERO,
                        Duration.ZERO,
                        0,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofMinutes(5),
                        null);
        scripts = new PoolScripts(new StringRedisTemplate(connections), "model", settings);
    }

    @AfterAll
    static void disconnect() {
        connections.destroy();
    }

    @Test
    void random_calls_are_answered_as_the_model_answers_them() {
        for (int seed = 0; seed < GAMES; seed++) {
            new Game(seed).play();
        }
    }

    private static final class Game {

        private final String name;
        private final Random random;
        private final UUID poolId = UUID.randomUUID();
        private final boolean hasLine;
        private final int perPerson;
        private final List<UUID> people = TestPools.people(12);
        private final ModelPool model;
        private final Map<Long, Place> admitted = new HashMap<>();
        private final List<Entry> unwritten = new ArrayList<>();
        private final List<String> calls = new ArrayList<>();

        private Game(int seed) {
            this.name = "seed " + seed;
            this.random = new Random(seed);
            this.hasLine = random.nextBoolean();
            this.perPerson = 1 + random.nextInt(3);
            int quantity = random.nextInt(12);
            this.model = new ModelPool(quantity, perPerson, hasLine);
            scripts.rebuild(row("OPEN", quantity), 0, 0);
            scripts.finish(row("OPEN", quantity));
        }

        private void play() {
            for (int i = 0; i < CALLS; i++) {
                call();
                compare();
            }
            scripts.expire(poolId, Duration.ofSeconds(1));
        }

        private void call() {
            int dice = random.nextInt(100);
            if (dice < 45) {
                enter();
            } else if (dice < 60) {
                acknowledge();
            } else if (dice < 80) {
                end();
            } else if (dice < 90) {
                leave();
            } else if (dice < 99) {
                follow(random.nextBoolean() ? "OPEN" : "PAUSED", random.nextInt(3));
            } else if (random.nextInt(5) == 0) {
                follow("CLOSED", 0);
            }
        }

        private void enter() {
            var person = anybody();
            var request = random.nextBoolean() ? "" : "request " + random.nextInt(3);
            int quantity = 1 + random.nextInt(3);
            note("enter " + people.indexOf(person) + " " + quantity + " " + request);

            var reply =
                    scripts.enter(
                            poolId,
                            new Arrival(
                                    person,
                                    UUID.randomUUID(),
                                    request.isEmpty() ? null : request,
                                    quantity,
                                    null),
                            "ticket");

            assertThat(told(reply)).as(story()).isEqualTo(model.enter(person, request, quantity));
        }

        private String told(Reply reply) {
            return switch (reply.text(0)) {
                case "ADMITTED" -> {
                    var entry = (Changed) reply.entry(1);
                    note(entry);
                    yield "ADMITTED " + entry.place().ticket();
                }
                case "JOINED" -> {
                    note(reply.entry(1));
                    yield "JOINED " + reply.number(2);
                }
                case "WAITING", "TOO_MANY" -> reply.text(0) + " " + reply.number(1);
                default -> reply.text(0);
            };
        }

        private void end() {
            if (admitted.isEmpty()) {
                return;
            }
            var tickets = admitted.keySet().stream().sorted().toList();
            var place = admitted.get(tickets.get(random.nextInt(tickets.size())));
            var what = random.nextBoolean() ? PlaceState.SOLD : PlaceState.RELEASED;
            note(what + " " + place.ticket());

            var reply =
                    scripts.end(
                            new UntoldEnd(
                                    poolId,
                                    place.ticket(),
                                    place.person(),
                                    place.quantity(),
                                    what,
                                    "",
                                    1));

            assertServed(
                    reply.entries(1),
                    model.end(place.person(), place.ticket(), place.quantity(), what));
        }

        private void leave() {
            var person = anybody();
            note("leave " + people.indexOf(person));
            boolean waits = model.waits(person);

            var reply = scripts.leave(poolId, person);

            assertThat(reply.text(0)).as(story()).isEqualTo(waits ? "LEFT" : "NOWHERE");
            if (waits) {
                var entries = reply.entries(1);
                assertThat(((Changed) entries.getFirst()).change()).isEqualTo(Change.LEFT);
                unwritten.add(entries.getFirst());
                assertServed(entries.subList(1, entries.size()), model.leave(person));
            }
        }

        private void follow(String state, int more) {
            note("follow " + state + " +" + more);
            long quantity = model.state.equals("CLOSED") ? model.quantity : model.quantity + more;

            var entries = scripts.follow(row(state, quantity)).entries(1);

            boolean closes = state.equals("CLOSED") && !model.state.equals("CLOSED");
            var served = model.follow(state, quantity);
            if (closes) {
                assertThat(entries).as(story()).singleElement().isInstanceOf(Entry.Closing.class);
                unwritten.addAll(entries);
            } else {
                assertServed(entries, served);
            }
        }

        private void acknowledge() {
            if (unwritten.isEmpty()) {
                return;
            }
            int count = 1 + random.nextInt(unwritten.size());
            var written = List.copyOf(unwritten.subList(0, count));
            unwritten.subList(0, count).clear();
            note("written " + written.size());

            scripts.written(poolId, written);
            // Told again, it changes nothing.
            scripts.written(poolId, written);

            for (var entry : written) {
                if (entry instanceof Changed changed && changed.change() != Change.LEFT) {
                    boolean later =
                            unwritten.stream()
                                    .anyMatch(other ->
                                            other instanceof Changed next
                                                    && next.place().ticket()
                                                            == changed.place().ticket()
                                                    && next.change() == Change.ADMITTED);
                    if (!later) {
                        model.written(changed.place().ticket());
                    }
                } else if (entry instanceof Changed left) {
                    model.written(left.place().ticket());
                }
            }
        }

        private void assertServed(List<Entry> entries, List<Long> expected) {
            entries.forEach(this::note);
            assertThat(entries.stream().map(entry -> ((Changed) entry).place().ticket()).toList())
                    .as(story())
                    .isEqualTo(expected);
        }

        private void compare() {
            var look = scripts.look(poolId);
            assertThat(
                            List.of(
                                    look.state(),
                                    look.quantity(),
                                    look.free(),
                                    look.held(),
                                    look.sold(),
                                    look.withdrawn(),
                                    look.waiting(),
                                    look.entries()))
                    .as(story())
                    .isEqualTo(
                            List.of(
                                    model.state,
                                    model.quantity,
                                    model.free,
                                    model.held,
                                    model.sold,
                                    model.withdrawn,
                                    model.waiting(),
                                    (long) unwritten.size()));
            assertThat(look.unwritten()).as(story()).isEqualTo(unwrittenUnits());
            assertThat(look.free() + look.held() + look.sold() + look.withdrawn())
                    .as(story())
                    .isEqualTo(look.quantity());
            assertThat(look.free()).as(story()).isNotNegative();
        }

        private long unwrittenUnits() {
            long units = 0;
            for (var entry : unwritten) {
                units += entry instanceof Changed changed ? changed.units() : 0;
            }
            return units;
        }

        private void note(Entry entry) {
            unwritten.add(entry);
            if (entry instanceof Changed changed && changed.change() == Change.ADMITTED) {
                admitted.put(changed.place().ticket(), changed.place());
            }
        }

        private void note(String call) {
            calls.add(call);
        }

        private String story() {
            return name
                    + ", line "
                    + hasLine
                    + ", per person "
                    + perPerson
                    + ": "
                    + String.join(
                            ", ", calls.subList(Math.max(0, calls.size() - 30), calls.size()));
        }

        private UUID anybody() {
            return people.get(random.nextInt(people.size()));
        }

        private PoolRow row(String state, long quantity) {
            return new PoolRow(
                    poolId,
                    quantity,
                    0,
                    perPerson,
                    hasLine,
                    0,
                    Instant.EPOCH,
                    null,
                    PoolState.valueOf(state),
                    null,
                    1);
        }
    }
}
