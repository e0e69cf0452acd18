package com.winemall.order.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.order.PaymentTimedOut;
import com.winemall.order.OrderServiceTest;
import com.winemall.test.TestTopic;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@OrderServiceTest
class OrderTimerIT {

    private static final int OVERDUE = 10_000;
    private static final int INSTANCES = 3;

    private final JdbcClient jdbc;
    private final OrderTimer timer;
    private final TestTopic<OrderEvent> events = TestTopic.open(Topics.ORDER_EVENTS);
    private final CustomerId customer = new CustomerId(UUID.randomUUID());

    OrderTimerIT(JdbcClient jdbc, OrderTimer timer) {
        this.jdbc = jdbc;
        this.timer = timer;
    }

    @AfterEach
    void close() {
        jdbc.sql("delete from customer_order where customer_id = :customer")
                .param("customer", customer.value())
                .update();
        events.close();
    }

    @Test
    void what_piled_up_in_an_hour_ends_once_however_many_instances_work_on_it() {
        jdbc.sql(
                        """
                        insert into customer_order (
                            id, customer_id, status, lines, when_out_of_stock, payment_due_at,
                            wait_until, due_at, version, placed_at, updated_at)
                        select gen_random_uuid(), :customer, 'NOTPAYED', '[]', 'CANCEL', due, due,
                               due, 2, due, due
                        from generate_series(1, :overdue), (select now() - interval '1h' as due) ago
                        """)
                .param("customer", customer.value())
                .param("overdue", OVERDUE)
                .update();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, INSTANCES)
                    .mapToObj(_ -> CompletableFuture.runAsync(timer::tick, threads))
                    .toList()
                    .forEach(CompletableFuture::join);
        }

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(count("TIMEOUT", 3)).isEqualTo(OVERDUE));
        Set<String> told = new HashSet<>();
        await().atMost(Duration.ofSeconds(60))
                .pollInSameThread()
                .until(() -> {
                    events.messages().stream()
                            .filter(PaymentTimedOut.class::isInstance)
                            .forEach(event -> told.add(event.orderId().toString()));
                    return told.size() >= OVERDUE;
                });
    }

    private long count(String status, long version) {
        return jdbc.sql(
                        """
                        select count(*)
                        from customer_order
                        where customer_id = :customer and status = :status and version = :version
                        """)
                .params(
                        Map.of(
                                "customer", customer.value(),
                                "status", status,
                                "version", version))
                .query(Long.class)
                .single();
    }
}
