package com.winemall.firstcome;

import static com.winemall.firstcome.TestPools.PATIENCE;
import static com.winemall.firstcome.TestPools.arrival;
import static com.winemall.firstcome.TestPools.crowd;
import static com.winemall.firstcome.TestPools.people;
import static com.winemall.firstcome.TestPools.terms;
import static com.winemall.firstcome.TestPools.withLine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class DoorIT {

    private final Door door;
    private final Pools pools;
    private final Places places;
    private final PoolAudits audits;
    private final Statistics statistics;
    private final PlaceReceipts receipts;
    private final AdmissionLog log;
    private final TestShop.Owner owner;
    private final StringRedisTemplate redis;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final MeterRegistry meters;
    private final JdbcPools rows;
    private final FirstComeSettings settings;

    DoorIT(
            Door door,
            Pools pools,
            Places places,
            PoolAudits audits,
            Statistics statistics,
            PlaceReceipts receipts,
            AdmissionLog log,
            TestShop.Owner owner,
            StringRedisTemplate redis,
            JdbcClient jdbc,
            TransactionOperations transaction,
            MeterRegistry meters,
            JdbcPools rows,
            FirstComeSettings settings) {
        this.door = door;
        this.pools = pools;
        this.places = places;
        this.audits = audits;
        this.statistics = statistics;
        this.receipts = receipts;
        this.log = log;
        this.owner = owner;
        this.redis = redis;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.meters = meters;
        this.rows = rows;
        this.settings = settings;
    }

    @Test
    void a_crowd_that_clicks_twice_gets_what_there_is_each_once_and_numbered_without_gaps() {
        var pool = open(terms(100));
        var clicks = new ArrayList<>(people(2_000));
        clicks.addAll(List.copyOf(clicks));
        Collections.shuffle(clicks);

        var told = crowd(clicks, person -> door.enter(pool, arrival(person)));

        var admitted = admissions(told);
        assertThat(admitted).hasSize(100);
        assertThat(admitted.stream().map(Place::number))
                .containsExactlyInAnyOrderElementsOf(numbers(100));
        assertThat(admitted.stream().map(Place::person)).doesNotHaveDuplicates();
        assertThat(told.stream().filter(Answer.AlreadyIn.class::isInstance)).hasSize(100);
        assertThat(told.stream().filter(Answer.SoldOut.class::isInstance)).hasSize(3_800);
        assertThat(wares(pool)).isEqualTo(100);
        assertInOrderOfArrival(pool);
        assertNoDrift(pool);
    }

    @Test
    void whoever_is_refused_costs_no_database_work() {
        var pool = open(terms(1));
        door.enter(pool, arrival(UUID.randomUUID()));
        long before = writtenTuples();

        crowd(people(500), person -> door.enter(pool, arrival(person)));

        assertThat(rowsOf(pool)).isEqualTo(1);
        assertThat(writtenTuples() - before).as("but for the counts").isLessThan(100);
    }

    @Test
    void those_for_whom_there_is_nothing_stand_in_line_with_their_true_positions() {
        var pool = open(withLine(10));

        var told = crowd(people(300), person -> door.enter(pool, arrival(person)));

        var positions = new HashSet<Long>();
        for (var answer : told) {
            if (answer instanceof Answer.Waiting waiting) {
                positions.add(waiting.position());
            }
        }
        assertThat(positions).hasSize(290).allMatch(position -> position >= 1 && position <= 290);
        assertThat(pools.find(pool).orElseThrow().waiting()).isEqualTo(290);
        assertNoDrift(pool);
    }

    @Test
    void freed_units_go_to_the_line_in_order_and_never_to_a_newcomer() {
        var pool = open(withLine(3));
        var firsts = admissions(enter(pool, people(3)));
        var waiting = people(5);
        enter(pool, waiting);

        release(firsts.get(1));
        release(firsts.get(2));
        awaitWares(pool, 5);
        var newcomer = door.enter(pool, arrival(UUID.randomUUID()));

        assertThat(newcomer).isInstanceOf(Answer.Waiting.class);
        assertThat(door.whereIs(pool, waiting.get(0))).isInstanceOf(Answer.Admitted.class);
        assertThat(door.whereIs(pool, waiting.get(1))).isInstanceOf(Answer.Admitted.class);
        assertThat(door.whereIs(pool, waiting.get(2))).isEqualTo(new Answer.Waiting(1, true));
        var served = (Answer.Admitted) door.whereIs(pool, waiting.getFirst());
        assertThat(served.place().number()).isEqualTo(4);
        assertThat(served.place().fromLine()).isTrue();
        assertNoDrift(pool);
    }

    @Test
    void without_a_line_a_freed_unit_is_for_sale_again_and_whoever_lost_it_may_come_again() {
        var pool = open(terms(1));
        var person = UUID.randomUUID();
        var first = admissions(enter(pool, List.of(person))).getFirst();
        assertThat(door.enter(pool, arrival(UUID.randomUUID()))).isInstanceOf(Answer.SoldOut.class);

        release(first);
        release(first);
        await().atMost(PATIENCE).until(() -> pools.find(pool).orElseThrow().free() == 1);

        assertThat(door.enter(pool, arrival(person)))
                .isInstanceOfSatisfying(
                        Answer.Admitted.class,
                        admitted -> assertThat(admitted.place().number()).isEqualTo(2));
        assertNoDrift(pool);
    }

    @Test
    void what_is_bought_counts_against_the_limit_and_what_timed_out_does_not() {
        var terms = terms(10);
        var pool =
                open(
                        new PoolTerms(
                                terms.poolId(),
                                10,
                                3,
                                false,
                                0,
                                terms.opensAt(),
                                terms.closesAt()));
        var person = UUID.randomUUID();

        var first = (Answer.Admitted) door.enter(pool, arrival(person, null, 2));
        sell(first.place());
        awaitSold(pool, 2);
        assertThat(door.enter(pool, arrival(person, null, 2)))
                .isEqualTo(new Answer.AlreadyIn(first.place()));
        var second = (Answer.Admitted) door.enter(pool, arrival(person, null, 1));
        release(second.place());
        await().atMost(PATIENCE).until(() -> pools.find(pool).orElseThrow().free() == 8);
        var third = (Answer.Admitted) door.enter(pool, arrival(person, null, 1));
        release(first.place());
        await().atMost(PATIENCE).until(() -> pools.find(pool).orElseThrow().free() == 9);

        assertThat(door.enter(pool, arrival(person, null, 4)))
                .isEqualTo(new Answer.AlreadyIn(third.place()));
        assertThat(door.enter(pool, arrival(UUID.randomUUID(), null, 4)))
                .isEqualTo(new Answer.TooMany(3));
        assertNoDrift(pool);
    }

    @Test
    void a_repeated_request_gets_the_stored_answer() {
        var pool = open(terms(1));
        var person = UUID.randomUUID();

        var first = (Answer.Admitted) door.enter(pool, arrival(person, "click", 1));
        var again = (Answer.Admitted) door.enter(pool, arrival(person, "click", 1));
        var other = door.enter(pool, arrival(person, "another", 1));

        assertThat(again).isEqualTo(new Answer.Admitted(first.place(), true));
        assertThat(other).isEqualTo(new Answer.AlreadyIn(first.place()));
    }

    @Test
    void whoever_the_owner_refuses_is_told_and_their_unit_goes_to_the_next() {
        var pool = open(withLine(1));
        var unwelcome = UUID.randomUUID();
        owner.unwelcome.add(unwelcome);

        assertThat(door.enter(pool, arrival(unwelcome))).isEqualTo(new Answer.Refused("UNWELCOME"));
        await().atMost(PATIENCE).until(() -> pools.find(pool).orElseThrow().free() == 1);

        assertThat(door.enter(pool, arrival(UUID.randomUUID())))
                .isInstanceOf(Answer.Admitted.class);
        assertNoDrift(pool);
    }

    @Test
    void those_who_leave_the_line_do_not_hold_it_up() {
        var pool = open(withLine(1));
        var first = admissions(enter(pool, people(1))).getFirst();
        var waiting = people(3);
        enter(pool, waiting);

        assertThat(door.leave(pool, waiting.get(0))).isTrue();
        assertThat(door.leave(pool, waiting.get(0))).isFalse();
        assertThat(door.leave(pool, UUID.randomUUID())).isFalse();
        release(first);
        awaitWares(pool, 2);

        assertThat(door.whereIs(pool, waiting.get(0))).isEqualTo(new Answer.Nowhere());
        assertThat(door.whereIs(pool, waiting.get(1))).isInstanceOf(Answer.Admitted.class);
        assertNoDrift(pool);
    }

    @Test
    void when_the_line_moves_its_head_is_told_where_it_stands() {
        var pool = open(withLine(1));
        var first = admissions(enter(pool, people(1))).getFirst();
        var waiting = people(4);
        enter(pool, waiting);
        assertThat(owner.heads).doesNotContainKey(pool);

        release(first);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(owner.heads.get(pool)).isEqualTo(waiting.subList(1, 4)));
        door.leave(pool, waiting.get(2));

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(owner.heads.get(pool))
                                .containsExactly(waiting.get(1), waiting.get(3)));
    }

    @Test
    void added_units_go_to_the_line_first() {
        var pool = open(withLine(1));
        var told = people(700);
        enter(pool, told);

        pools.grow(pool, 650);
        awaitWares(pool, 651);

        for (int i = 0; i < 651; i++) {
            assertThat(door.whereIs(pool, told.get(i))).isInstanceOf(Answer.Admitted.class);
        }
        assertThat(door.whereIs(pool, told.get(651))).isEqualTo(new Answer.Waiting(1, true));
        assertNoDrift(pool);
    }

    @Test
    void nobody_comes_in_before_it_opens_while_it_is_paused_and_after_it_closed() {
        var soon = Instant.now().plusMillis(600);
        var terms = terms(5);
        var pool =
                open(new PoolTerms(terms.poolId(), 5, 1, false, 0, soon, soon.plusMillis(1_500)));

        var eager = UUID.randomUUID();
        assertThat(door.enter(pool, arrival(eager))).isEqualTo(new Answer.NotOpen());
        await().atMost(PATIENCE)
                .until(() -> door.enter(pool, arrival(eager)) instanceof Answer.Admitted);
        assertThat(Instant.now()).isAfterOrEqualTo(soon);
        pools.pause(pool, "to look at it");
        assertThat(door.enter(pool, arrival(UUID.randomUUID()))).isEqualTo(new Answer.Paused());
        pools.resume(pool);
        assertThat(door.enter(pool, arrival(UUID.randomUUID())))
                .isInstanceOf(Answer.Admitted.class);
        await().atMost(PATIENCE)
                .until(() -> door.enter(pool, arrival(eager)) instanceof Answer.Closed);
        awaitSettled(pool, 3);
    }

    @Test
    void closed_in_the_middle_of_a_crowd_whoever_was_admitted_stays_so_and_the_rest_goes_back() {
        var pool = open(withLine(1_000));
        var closing = new AtomicBoolean();

        var told =
                crowd(
                        people(1_500),
                        person -> {
                            var answer = door.enter(pool, arrival(person));
                            if (answer instanceof Answer.Admitted admitted
                                    && Objects.requireNonNull(admitted.place().number()) > 300
                                    && closing.compareAndSet(false, true)) {
                                pools.close(pool);
                            }
                            return answer;
                        });

        int admitted = admissions(told).size();
        assertThat(admitted).isBetween(300, 1_000);
        awaitSettled(pool, 1_000 - admitted);
        assertThat(wares(pool)).isEqualTo(admitted);
        assertThat(count("waiting", pool)).isZero();
        assertNoDrift(pool);
    }

    @Test
    void units_that_come_back_after_it_closed_are_withdrawn() {
        var pool = open(terms(2));
        var admitted = admissions(enter(pool, people(2)));
        pools.close(pool);
        awaitSettled(pool, 0);

        release(admitted.getFirst());

        await().atMost(PATIENCE).until(() -> pools.find(pool).orElseThrow().withdrawn() == 1);
        assertNoDrift(pool);
    }

    @Test
    void a_redis_that_comes_back_empty_in_the_middle_of_a_crowd_is_filled_from_postgresql() {
        var pool = open(withLine(400));
        var lost = new AtomicBoolean();
        var crowd = people(1_500);

        var told =
                crowd(
                        crowd,
                        person -> {
                            var answer = door.enter(pool, arrival(person));
                            if (answer instanceof Answer.Admitted admitted
                                    && Objects.requireNonNull(admitted.place().number()) > 150
                                    && lost.compareAndSet(false, true)) {
                                forget(pool);
                            }
                            return answer;
                        });
        for (int i = 0; i < told.size(); i++) {
            if (!(told.get(i) instanceof Answer.Admitted
                    || told.get(i) instanceof Answer.Waiting)) {
                told.set(i, door.enter(pool, arrival(crowd.get(i))));
            }
        }

        for (int i = 0; i < told.size(); i++) {
            if (told.get(i) instanceof Answer.Admitted admitted) {
                assertThat(places.ofReference(admitted.place().reference())).isPresent();
            }
        }
        assertThat(wares(pool)).isEqualTo(400);
        assertThat(pools.find(pool).orElseThrow())
                .satisfies(view -> {
                    assertThat(view.held()).isEqualTo(400);
                    assertThat(view.waiting()).isEqualTo(1_100);
                });
        assertNoDrift(pool);
    }

    @Test
    void more_than_the_rate_in_a_second_wait_in_the_room_and_come_in_in_order() {
        var terms = terms(1_000);
        var pool = open(new PoolTerms(terms.poolId(), 1_000, 1, false, 50, terms.opensAt(), null));
        var crowd = people(120);

        var told = enter(pool, crowd);

        var let = admissions(told);
        assertThat(let.size()).isBetween(50, 100);
        var last = (Answer.Queued) told.getLast();
        assertThat(last.position()).isBetween(1L, 70L);
        assertThat(last.retryAfter())
                .isBetween(
                        Duration.ofMillis(20 * (last.position() - 1)),
                        Duration.ofMillis(20 * last.position() + 1));
        var reload = (Answer.Queued) door.enter(pool, arrival(crowd.getLast()));
        assertThat(reload.ticket()).isEqualTo(last.ticket());
        assertThat(reload.position()).isLessThanOrEqualTo(last.position());
        assertThat(door.enter(pool, returning(crowd.getLast(), "forged")))
                .isEqualTo(new Answer.UnknownTicket());
        assertThat(door.enter(pool, returning(UUID.randomUUID(), last.ticket())))
                .isEqualTo(new Answer.UnknownTicket());
        await().atMost(PATIENCE)
                .until(() ->
                        door.enter(pool, returning(crowd.getLast(), last.ticket()))
                                instanceof Answer.Admitted);
    }

    @Test
    void the_room_adds_nothing_when_there_is_no_rush() {
        var terms = terms(100);
        var pool = open(new PoolTerms(terms.poolId(), 100, 1, false, 50, terms.opensAt(), null));

        assertThat(admissions(enter(pool, people(40)))).hasSize(40);
    }

    @Test
    void what_happens_at_the_door_is_counted_second_by_second() {
        var pool = open(withLine(10));
        var admitted = admissions(enter(pool, people(10)));
        enter(pool, people(5));
        enter(pool, admitted.stream().map(Place::person).toList());
        door.count(pool, "ineligible");
        release(admitted.getFirst());
        sell(admitted.getLast());
        awaitSold(pool, 1);
        awaitWares(pool, 11);

        await().atMost(PATIENCE).until(() -> counted(pool, "timedOut") == 1);
        forget(pool);
        await().atMost(PATIENCE).until(() -> pools.find(pool).orElseThrow().held() == 9);

        assertThat(statistics.of(pool).totals())
                .containsEntry("requests", 26L)
                .containsEntry("admitted", 11L)
                .containsEntry("waiting", 5L)
                .containsEntry("duplicates", 10L)
                .containsEntry("ineligible", 1L)
                .containsEntry("timedOut", 1L)
                .containsEntry("paid", 1L);
        assertThat(
                        statistics.of(pool).series().stream()
                                .mapToLong(second -> second.counts().getOrDefault("requests", 0L))
                                .sum())
                .isEqualTo(26);
    }

    @Test
    void who_clicks_twice_before_the_first_is_written_is_counted_twice_and_not_for_waiting() {
        var pool = open(withLine(100));
        var people = people(300);
        var clicks = Stream.concat(people.stream(), people.stream()).toList();

        crowd(
                clicks,
                person ->
                        await().atMost(PATIENCE)
                                .until(
                                        () -> door.enter(pool, arrival(person)),
                                        answer -> !(answer instanceof Answer.NotReady)));

        assertThat(statistics.of(pool).totals())
                .containsEntry("requests", 600L)
                .containsEntry("admitted", 100L)
                .containsEntry("waiting", 200L)
                .containsEntry("duplicates", 300L);
    }

    @Test
    void books_that_differ_pause_the_pool() {
        var pool = open(terms(5));
        enter(pool, people(2));

        redis.opsForHash().increment("first-come:{" + pool + "}:pool", "free", 2);

        await().atMost(PATIENCE)
                .until(() -> pools.find(pool).orElseThrow().state() == PoolState.PAUSED);
        assertThat(pools.find(pool).orElseThrow().pauseReason()).isEqualTo(PoolAudits.DRIFT);
        assertThat(audits.audit(pool).orElseThrow().drift()).isEqualTo(2);
        assertThat(meters.get("winemall.pool.drift").gauge().value()).isEqualTo(2);
        assertThat(door.enter(pool, arrival(UUID.randomUUID()))).isEqualTo(new Answer.Paused());
    }

    @Test
    void places_that_differ_from_their_pools_row_are_found_when_they_are_counted() {
        var pool = open(terms(5));
        enter(pool, people(2));
        var clock = new TestClock(Instant.now());
        var watch = new DriftWatch(audits, pools, clock, settings, new SimpleMeterRegistry());
        Runnable compare = () -> watch.compare(rows.findAll(List.of(pool)), Map.of(), Set.of());

        compare.run();
        assertThat(changeFirstQuantity(pool, 2)).isEqualTo(1);
        clock.advance(settings.auditInterval());
        compare.run();
        assertThat(audits.driftFromRow(pool)).as("the row is believed").isZero();
        clock.advance(settings.fullAuditInterval());
        compare.run();
        assertThat(audits.audit(pool).orElseThrow().drift()).isEqualTo(1);
        clock.advance(settings.auditInterval());
        compare.run();

        assertThat(pools.find(pool).orElseThrow().pauseReason()).isEqualTo(PoolAudits.DRIFT);
        changeFirstQuantity(pool, 1);
        compare.run();
        assertNoDrift(pool);
    }

    @Test
    void pools_to_which_nothing_happens_are_looked_at_and_no_more() {
        var idle = Stream.generate(() -> open(withLine(10))).limit(20).toList();
        idle.forEach(pool -> enter(pool, people(12)));
        var before = new AtomicReference<>(costs());

        await("a second in which nothing happens")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    var now = costs();
                    var spent = now.minus(before.getAndSet(now));
                    assertThat(spent.looks()).isPositive();
                    assertThat(spent.countsRead()).isZero();
                    assertThat(spent.commits())
                            .as("of ten rounds, and of the service's other work")
                            .isLessThan(60);
                });
    }

    @Test
    void many_pools_are_shown_as_each_of_them_is() {
        var all = Stream.generate(() -> open(withLine(2))).limit(5).toList();
        enter(all.get(1), people(3));
        pools.pause(all.get(2), "to look at it");
        enter(all.get(3), people(1));
        pools.close(all.get(3));
        awaitSettled(all.get(3), 1);
        var unknown = UUID.randomUUID();

        var shown = pools.findAll(Stream.concat(all.stream(), Stream.of(unknown)).toList());

        assertThat(shown).containsOnlyKeys(all);
        assertThat(shown).allSatisfy((pool, view) -> assertThat(pools.find(pool)).contains(view));
        assertThat(shown.get(all.get(1)))
                .satisfies(view -> {
                    assertThat(view.held()).isEqualTo(2);
                    assertThat(view.waiting()).isEqualTo(1);
                });
        assertThat(shown.get(all.get(3)).withdrawn()).isEqualTo(1);
    }

    @Test
    void an_unknown_pool_is_not_waited_for_for_long() {
        assertThat(door.enter(UUID.randomUUID(), arrival(UUID.randomUUID())))
                .isEqualTo(new Answer.NotReady());
        assertThat(pools.find(UUID.randomUUID())).isEmpty();
        assertThat(audits.audit(UUID.randomUUID())).isEmpty();
    }

    @Test
    void a_receipt_can_be_checked_by_anybody() throws ParseException, JOSEException {
        var pool = open(terms(1));
        var place = admissions(enter(pool, people(1))).getFirst();

        var receipt = SignedJWT.parse(receipts.receipt(place));

        var key = JWKSet.parse(receipts.publicKeys()).getKeyByKeyId("test").toECKey();
        assertThat(key.isPrivate()).isFalse();
        assertThat(receipt.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(receipt.getJWTClaimsSet().getLongClaim("number")).isEqualTo(1);
        assertThat(receipt.getJWTClaimsSet().getSubject()).isEqualTo(place.person().toString());
    }

    @Test
    void each_line_of_the_log_hashes_the_one_before() throws IOException {
        var pool = open(terms(50));
        var people = people(50);
        enter(pool, people);

        var out = new ByteArrayOutputStream();
        log.write(pool, out);
        var lines = out.toString(StandardCharsets.UTF_8).lines().toList();

        assertThat(lines).hasSize(51);
        var previous = sha256(pool.toString());
        var json = JsonMapper.shared();
        for (int i = 0; i < lines.size(); i++) {
            var line = json.readTree(lines.get(i));
            assertThat(line.get("previous").asString()).isEqualTo(previous);
            previous = sha256(lines.get(i));
            if (i < people.size()) {
                assertThat(line.get("number").asInt()).isEqualTo(i + 1);
                assertThat(line.get("person").asString())
                        .isEqualTo(sha256(pool + ":" + people.get(i)));
            }
        }
        assertThat(json.readTree(lines.getLast()).get("admitted").asInt()).isEqualTo(50);
    }

    private UUID open(PoolTerms terms) {
        pools.open(terms);
        pools.open(terms);
        return terms.poolId();
    }

    /// One after the other.
    private List<Answer> enter(UUID pool, List<UUID> people) {
        return people.stream().map(person -> door.enter(pool, arrival(person))).toList();
    }

    private static Arrival returning(UUID person, String ticket) {
        return new Arrival(person, UUID.randomUUID(), null, 1, ticket);
    }

    private static List<Place> admissions(List<Answer> answers) {
        List<Place> places = new ArrayList<>();
        for (var answer : answers) {
            if (answer instanceof Answer.Admitted admitted) {
                places.add(admitted.place());
            }
        }
        return places;
    }

    private static List<Long> numbers(int count) {
        List<Long> numbers = new ArrayList<>();
        for (long number = 1; number <= count; number++) {
            numbers.add(number);
        }
        return numbers;
    }

    private void release(Place place) {
        transaction.executeWithoutResult(
                _ -> places.release(List.of(place.reference()), "timedOut"));
    }

    private void sell(Place place) {
        transaction.executeWithoutResult(_ -> places.sell(List.of(place.reference()), "paid"));
    }

    private void forget(UUID pool) {
        redis.delete(redis.keys("first-come:{" + pool + "}:*"));
    }

    private long counted(UUID pool, String code) {
        return statistics.of(pool).totals().getOrDefault(code, 0L);
    }

    private void awaitSold(UUID pool, long sold) {
        await().atMost(PATIENCE).until(() -> pools.find(pool).orElseThrow().sold() == sold);
    }

    private void awaitWares(UUID pool, int wares) {
        await().atMost(PATIENCE).until(() -> wares(pool) == wares);
    }

    private void awaitSettled(UUID pool, long withdrawn) {
        await().atMost(PATIENCE)
                .until(() -> pools.find(pool).orElseThrow().state() == PoolState.SETTLED);
        assertThat(
                        jdbc.sql("select withdrawn from settled where pool_id = :pool")
                                .param("pool", pool)
                                .query(Long.class)
                                .single())
                .isEqualTo(withdrawn);
    }

    private int wares(UUID pool) {
        return jdbc.sql("select count(*) from ware where pool_id = :pool")
                .param("pool", pool)
                .query(Integer.class)
                .single();
    }

    private int rowsOf(UUID pool) {
        return jdbc.sql("select count(*) from place where pool_id = :pool")
                .param("pool", pool)
                .query(Integer.class)
                .single();
    }

    private int count(String state, UUID pool) {
        return jdbc.sql(
                        "select count(*) from place where pool_id = :pool and state = upper(:state)")
                .param("pool", pool)
                .param("state", state)
                .query(Integer.class)
                .single();
    }

    private int changeFirstQuantity(UUID pool, int quantity) {
        return jdbc.sql(
                        "update place set quantity = :quantity where pool_id = :pool and number = 1")
                .param("pool", pool)
                .param("quantity", quantity)
                .update();
    }

    /// What has been done so far by all there is.
    private Costs costs() {
        long commits =
                jdbc.sql(
                                """
                                select xact_commit from pg_stat_database
                                where datname = current_database()
                                """)
                        .query(Long.class)
                        .single();
        var calls =
                redis.execute((RedisConnection connection) ->
                        connection.serverCommands().info("commandstats"));
        return new Costs(commits, calls(calls, "evalsha"), calls(calls, "hgetall"));
    }

    private static long calls(@Nullable Properties statistics, String command) {
        var text = Objects.requireNonNull(statistics).getProperty("cmdstat_" + command, "calls=0,");
        return Long.parseLong(text.substring("calls=".length(), text.indexOf(',')));
    }

    private record Costs(long commits, long looks, long countsRead) {

        Costs minus(Costs earlier) {
            return new Costs(
                    commits - earlier.commits,
                    looks - earlier.looks,
                    countsRead - earlier.countsRead);
        }
    }

    private long writtenTuples() {
        return jdbc.sql(
                        """
                        select coalesce(sum(n_tup_ins + n_tup_upd), 0)
                        from pg_stat_user_tables where relname in ('place', 'ware', 'pool')
                        """)
                .query(Long.class)
                .single();
    }

    private void assertInOrderOfArrival(UUID pool) {
        var tickets =
                places.admitted(pool, 0, Integer.MAX_VALUE).stream().map(Place::ticket).toList();
        assertThat(tickets).isSorted();
    }

    private void assertNoDrift(UUID pool) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    var audit = audits.audit(pool).orElseThrow();
                    assertThat(audit.drift()).as(audit.toString()).isZero();
                    assertThat(audit.redis().underWay()).isZero();
                    assertThat(audit.database().underWay()).isZero();
                });
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
