package com.winemall.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.orchestrator.OpenTransaction;
import com.winemall.orchestrator.OrchestratorServiceTest;
import com.winemall.orchestrator.RestOfTheMall;
import com.winemall.starter.jdbc.Columns;
import com.winemall.test.TestClock;
import com.winemall.test.TestTopic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

/// The early reply, which is known from elsewhere: a reply arrived before the row it answers was
/// visible, the consumer stopped for good, and 160 orders stayed pending.
///
/// Here a command leaves only after the commit of the row that waits for its answer, so no
/// participant can be that fast. Should a reply be early all the same (a commit that hangs, an
/// order's event that was delivered late, a redrive, a database restored), it is kept aside until
/// its saga is there: the consumer goes on with everybody else's replies at once, and no order is
/// left behind.
@OrchestratorServiceTest
class EarlyReplyIT {

    private static final int ORDERS = 160;

    private final JdbcClient jdbc;
    private final DataSource database;
    private final TestClock clock;
    private final RestTestClient http;
    private final RestOfTheMall mall;

    EarlyReplyIT(JdbcClient jdbc, DataSource database, TestClock clock, @LocalServerPort int port) {
        this.jdbc = jdbc;
        this.database = database;
        this.clock = clock;
        this.http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.mall = new RestOfTheMall(clock);
    }

    @AfterAll
    void close() {
        mall.close();
    }

    /// The very case: the transaction that writes the sagas is open, and their replies are here.
    @Test
    void replies_to_160_orders_whose_rows_are_written_and_not_committed_stop_nobody_and_all_end() {
        var orders = orders();
        var bystander = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());

        try (var _ = OpenTransaction.startingTheSagaOf(orders.getFirst(), database)) {
            mall.tell(orders.getFirst());
            await().until(() -> OpenTransaction.isWaitedFor(jdbc));
            orders.stream().skip(1).parallel().forEach(mall::tell);
            orders.parallelStream().forEach(order -> mall.answer(mall.reserved(order)));
            mall.answer(mall.reserved(bystander));

            await().until(() -> kept() == ORDERS);
            mall.awaitOutcome(bystander, OrderCompleted.class);
            assertThat(sagasOf(orders)).as("nothing of them is visible").isEmpty();
            assertThat(mall.commandsAbout(orders))
                    .as("no command leaves before the commit")
                    .isZero();
        }

        mall.awaitOutcomeOfEach(orders, OrderCompleted.class);
        nothingIsLeftOf(orders);
    }

    /// The same, seen from further away: the replies overtake the order's events themselves.
    @Test
    void replies_that_overtake_the_events_of_160_orders_wait_for_them_and_all_end() {
        var orders = orders();
        orders.parallelStream().forEach(order -> mall.answer(mall.reserved(order)));
        await().until(() -> kept() == ORDERS);

        orders.parallelStream().forEach(mall::tell);

        mall.awaitOutcomeOfEach(orders, OrderCompleted.class);
        nothingIsLeftOf(orders);
    }

    @Test
    void an_early_reply_delivered_again_is_kept_once_and_its_participant_may_say_it_again() {
        var order = mall.anOrder();
        var reply = mall.reserved(order);
        mall.answer(reply);
        mall.answer(reply);
        // Once they are handled, what came after them on the same partition is, too.
        mall.answer("again", reply);
        await().until(() -> kept() == 2);

        mall.tell(order);
        mall.awaitCommand(order, ReserveStock.class);
        mall.answer("asked", reply);

        mall.awaitOutcomes(3, order, OrderCompleted.class);
        assertThat(mall.outcomes(order).stream().distinct()).hasSize(1);
        nothingIsLeftOf(List.of(order));
    }

    /// Nothing waits for ever, either: a reply about an order that never was is for a person to
    /// look at, and was in nobody's way.
    @Test
    void a_reply_whose_saga_never_comes_is_a_dead_letter_in_the_end_and_nobody_has_waited_for_it() {
        var never = mall.anOrder();
        mall.answer("stray", mall.reserved(never));
        await().until(() -> kept() == 1);
        mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrder());
        assertThat(mall.deadReplies(never.key())).isEmpty();

        clock.advance(Duration.ofMinutes(10).plusMillis(1));

        await().pollInSameThread().until(() -> !mall.deadReplies(never.key()).isEmpty());
        var letter = mall.deadReplies(never.key()).getFirst();
        assertThat(TestTopic.header(letter, "ce_id")).isEqualTo("stray");
        assertThat(TestTopic.header(letter, "dlt_topic")).isEqualTo("orchestrator.replies");
        assertThat(TestTopic.header(letter, "dlt_reason"))
                .contains("no saga of order " + never.orderId());
        assertThat(kept()).isZero();
        mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrder());
    }

    // How.

    private List<OrderPlaced> orders() {
        return Stream.generate(mall::anOrder).limit(ORDERS).toList();
    }

    private void nothingIsLeftOf(List<OrderPlaced> orders) {
        assertThat(sagasOf(orders))
                .hasSize(orders.size())
                .containsOnly(SagaState.ORDER_COMPLETED.name());
        assertThat(kept()).isZero();
        assertThat(mall.deadLettersAbout(orders)).isZero();
        http.get()
                .uri("/actuator/health/liveness")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("UP");
    }

    private List<String> sagasOf(Collection<OrderPlaced> orders) {
        return jdbc.sql("select state from saga where order_id = any(:orders::uuid[])")
                .param("orders", Columns.texts(orders, OrderPlaced::orderId))
                .query(String.class)
                .list();
    }

    private int kept() {
        return jdbc.sql("select count(*) from early_reply").query(Integer.class).single();
    }
}
