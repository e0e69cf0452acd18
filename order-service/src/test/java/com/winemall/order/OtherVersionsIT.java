package com.winemall.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.Topics;
import com.winemall.test.OtherVersions;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Old and new versions of the neighbours, side by side with this one.
@OrderServiceTest
class OtherVersionsIT {

    private final JdbcClient jdbc;

    OtherVersionsIT(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Test
    void outcomes_of_other_versions_of_the_saga_are_used() {
        var refused =
                OtherVersions.send(Topics.ORDER_OUTCOMES, "order-service.orders", this::place);

        assertThat(refused).isEmpty();
        // Those that could be paid could be until January.
        await().untilAsserted(() ->
                assertThat(
                                jdbc.sql(
                                                """
                                                select status, count(*) from customer_order
                                                where customer_id = '0199a0b0-0000-7000-8000-000000000002'
                                                group by status
                                                order by status
                                                """)
                                        .query((row, _) -> row.getString(1) + " " + row.getInt(2))
                                        .list())
                        .containsExactly("CANCELLED 2", "PAYING 1", "RESERVED 1", "TIMEOUT 3"));
    }

    @Test
    void replies_of_other_versions_about_the_units_of_an_event_are_used() {
        var refused =
                OtherVersions.send(Topics.ORDER_REPLIES, "order-service.allotments", this::plan);

        assertThat(refused).isEmpty();
    }

    @Test
    void news_of_other_versions_about_coupons_are_shown() {
        var refused = OtherVersions.send(Topics.COUPON_EVENTS, "order-service.live", (_, _) -> {});

        assertThat(refused).isEmpty();
    }

    /// An order the outcome makes sense for, and about which the timers have nothing to say yet.
    private void place(String outcome, UUID order) {
        jdbc.sql(
                        """
                        insert into customer_order (
                            id, customer_id, status, lines, when_out_of_stock, wait_until, version,
                            placed_at, updated_at)
                        values (
                            :id, '0199a0b0-0000-7000-8000-000000000002', :status, '[]', 'RESERVE',
                            now(), 1, now(), now())
                        """)
                .param("id", order)
                .param("status", outcome.equals("OrderStockCommitted") ? "PAYING" : "PENDING")
                .update();
    }

    private void plan(String reply, UUID event) {
        jdbc.sql(
                        """
                        insert into sale_event (
                            id, name, product_id, quantity, per_customer, waiting_line, starts_at,
                            opens_at, ends_at, status, allotments, created_at)
                        values (
                            :id, 'of version 1', :id, 500, 1, false, now() + interval '1 hour',
                            now() + interval '1 hour', now() + interval '2 hours', 'SCHEDULED', 0,
                            now())
                        """)
                .param("id", event)
                .update();
    }
}
