package com.winemall.order.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.order.ordering.OrderStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PageTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant TOKEN_EXPIRES = NOW.plus(Duration.ofMinutes(15));
    private static final CustomerId CUSTOMER = new CustomerId(UUID.randomUUID());
    private static final OrderId ORDER = new OrderId(UUID.randomUUID());

    private final Queue<Runnable> later = new ArrayDeque<>();
    private final Line line = new Line();
    private final Endings endings = new Endings();

    // What is sent.

    @Test
    void how_things_stand_comes_first() {
        var page = page(Map.of());

        page.tell(update(new OrderId(UUID.randomUUID()), OrderStatus.NOTPAYED, 2));
        run();
        assertThat(line.sent).isEmpty();
        page.begin(List.of(update(ORDER, OrderStatus.PENDING, 1)));
        run();

        assertThat(line.statuses()).containsExactly("NOTPAYED", "PENDING");
    }

    @Test
    void an_older_state_is_not_told_after_a_newer_one() {
        var page = openPage();

        page.tell(update(ORDER, OrderStatus.NOTPAYED, 3));
        run();
        page.tell(update(ORDER, OrderStatus.RESERVED, 2));
        page.tell(update(ORDER, OrderStatus.NOTPAYED, 3));
        page.begin(List.of(update(ORDER, OrderStatus.PENDING, 1)));
        run();

        assertThat(line.statuses()).containsExactly("NOTPAYED");
    }

    @Test
    void a_state_that_was_overtaken_before_it_was_sent_is_not_sent() {
        var page = openPage();

        page.tell(update(ORDER, OrderStatus.RESERVED, 2));
        page.tell(update(ORDER, OrderStatus.NOTPAYED, 3));
        page.tell(update(ORDER, OrderStatus.TIMEOUT, 4));
        run();

        assertThat(line.statuses()).containsExactly("TIMEOUT");
    }

    @Test
    void an_order_in_line_tells_its_place_too() {
        var page = openPage();

        page.tell(
                Update.of(new OrderState(ORDER, CUSTOMER, OrderStatus.RESERVED, null, 4, 2, NOW)));
        run();

        var id = ORDER.value();
        assertThat(line.sent)
                .containsExactly(
                        new Frame(Frame.Kind.ORDER, id, "RESERVED", null, 4L, NOW),
                        new Frame(Frame.Kind.QUEUE, id, "RESERVED", null, 4L, NOW));
    }

    @Test
    void an_order_that_ended_tells_why() {
        var page = openPage();

        page.tell(
                Update.of(
                        new OrderState(
                                ORDER,
                                CUSTOMER,
                                OrderStatus.CANCELLED,
                                CancelReason.OVERDUE,
                                null,
                                5,
                                NOW)));
        run();

        assertThat(line.sent)
                .containsExactly(
                        new Frame(
                                Frame.Kind.ORDER,
                                ORDER.value(),
                                "CANCELLED",
                                "OVERDUE",
                                null,
                                NOW));
    }

    // Those who do not read.

    @Test
    void a_page_that_does_not_read_holds_nobody_up_and_is_given_up() throws Exception {
        var stuck = new CountDownLatch(1);
        line.stuckUntil(stuck);
        Executor threads = task -> Thread.ofVirtual().start(task);
        var page = page(Map.of(), threads);
        page.begin(List.of());
        page.tell(update(ORDER, OrderStatus.PENDING, 1));
        await().until(() -> line.trying);

        page.tell(update(ORDER, OrderStatus.NOTPAYED, 2));
        page.tick(NOW.plusSeconds(5));
        assertThat(endings.all).isEmpty();
        page.tick(NOW.plusSeconds(6));

        assertThat(endings.all).containsExactly(Ending.SLOW);
        await().until(() -> line.closed.contains(Ending.SLOW));
        stuck.countDown();
    }

    @Test
    void so_much_waits_for_a_page_and_no_more() {
        var page = page(Map.of("updates-waiting-max", "3", "snapshot-max", "3"));
        page.begin(List.of());

        for (int i = 0; i < 3; i++) {
            page.tell(update(new OrderId(UUID.randomUUID()), OrderStatus.PENDING, 1));
        }
        assertThat(endings.all).isEmpty();
        page.tell(update(new OrderId(UUID.randomUUID()), OrderStatus.PENDING, 1));
        run();

        assertThat(endings.all).containsExactly(Ending.SLOW);
        assertThat(line.sent).isEmpty();
        assertThat(line.closed).containsExactly(Ending.SLOW);
    }

    @Test
    void a_broken_line_ends_its_page_once() {
        var page = openPage();
        line.broken = true;

        page.tell(update(ORDER, OrderStatus.PENDING, 1));
        run();
        page.end(Ending.LEFT);
        page.tell(update(ORDER, OrderStatus.NOTPAYED, 2));
        page.tick(TOKEN_EXPIRES);
        run();

        assertThat(endings.all).containsExactly(Ending.LEFT);
    }

    // Time.

    @Test
    void a_quiet_page_is_asked_whether_it_is_still_there() {
        var page = openPage();

        page.tick(NOW.plusSeconds(19));
        run();
        assertThat(line.pings).isZero();
        page.tick(NOW.plusSeconds(20));
        page.tick(NOW.plusSeconds(21));
        run();
        assertThat(line.pings).isEqualTo(1);
        page.heard(NOW.plusSeconds(21));
        page.tick(NOW.plusSeconds(71));
        assertThat(endings.all).isEmpty();
        page.tick(NOW.plusSeconds(72));

        assertThat(endings.all).containsExactly(Ending.SILENT);
    }

    @Test
    void a_page_ends_with_its_token() {
        var page = openPage();

        for (var now = NOW; now.isBefore(TOKEN_EXPIRES); now = now.plusSeconds(10)) {
            page.heard(now);
            page.tick(now);
            run();
        }
        assertThat(endings.all).isEmpty();
        page.tick(TOKEN_EXPIRES);

        assertThat(endings.all).containsExactly(Ending.EXPIRED);
    }

    @Test
    void a_page_may_say_a_little_now_and_then() {
        var page = openPage();

        for (int i = 0; i < 10; i++) {
            page.took(NOW);
        }
        page.took(NOW.plusSeconds(10));
        assertThat(endings.all).isEmpty();
        for (int i = 0; i < 10; i++) {
            page.took(NOW.plusSeconds(11));
        }

        assertThat(endings.all).containsExactly(Ending.FLOODING);
    }

    @Test
    void of_a_page_that_is_open_for_long_only_the_newest_orders_are_remembered() {
        var page = page(Map.of("subjects-remembered-max", "2"));
        page.begin(List.of());
        var old = new OrderId(UUID.randomUUID());

        page.tell(update(old, OrderStatus.PENDING, 1));
        page.tell(update(ORDER, OrderStatus.PENDING, 1));
        page.tell(update(new OrderId(UUID.randomUUID()), OrderStatus.PENDING, 1));

        assertThat(page.knows(old.value(), 1)).isFalse();
        assertThat(page.knows(ORDER.value(), 1)).isTrue();
        assertThat(page.knows(ORDER.value(), 2)).isFalse();
    }

    @Test
    void settings_that_cannot_work_are_refused() {
        assertThatThrownBy(() -> settings(Map.of("silence-max", "20s")))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> settings(Map.of("updates-waiting-max", "49")))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    // How.

    private Page openPage() {
        var page = page(Map.of());
        page.begin(List.of());
        return page;
    }

    private Page page(Map<String, String> settings) {
        return page(settings, later::add);
    }

    private Page page(Map<String, String> settings, Executor threads) {
        return new Page(CUSTOMER, TOKEN_EXPIRES, line, settings(settings), threads, endings, NOW);
    }

    private void run() {
        for (var task = later.poll(); task != null; task = later.poll()) {
            task.run();
        }
    }

    private static LiveSettings settings(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("", LiveSettings.class);
    }

    private static Update update(OrderId id, OrderStatus status, long version) {
        return Update.of(new OrderState(id, CUSTOMER, status, null, null, version, NOW));
    }

    private static final class Endings implements Page.Audience {

        private final List<Ending> all = new ArrayList<>();

        @Override
        public void left(Page page, Ending ending) {
            all.add(ending);
        }

        @Override
        public void sent() {}
    }

    private static final class Line implements Connection {

        private final List<Frame> sent = new ArrayList<>();
        private final List<Ending> closed = new CopyOnWriteArrayList<>();
        private CountDownLatch gate = new CountDownLatch(0);
        private boolean broken;
        private int pings;
        private volatile boolean trying;

        void stuckUntil(CountDownLatch opened) {
            gate = opened;
        }

        List<String> statuses() {
            return sent.stream().map(Frame::status).toList();
        }

        @Override
        public void send(Frame frame) throws IOException {
            trying = true;
            if (broken) {
                throw new IOException("gone");
            }
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            sent.add(frame);
        }

        @Override
        public void ping() {
            pings++;
        }

        @Override
        public void close(Ending ending) {
            closed.add(ending);
        }
    }
}
