package com.winemall.orchestrator.saga.kafka;

import com.winemall.contracts.Topics;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.orchestrator.OrchestratorServiceTest;
import com.winemall.orchestrator.RestOfTheMall;
import com.winemall.orchestrator.saga.SagaState;
import com.winemall.test.BadRecords;
import com.winemall.test.TestClock;
import com.winemall.test.TestTokens;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@OrchestratorServiceTest
class BadRecordsIT {

    private final JdbcClient jdbc;
    private final RestOfTheMall mall;
    private final BadRecords records;

    BadRecordsIT(JdbcClient jdbc, TestClock clock, Environment service) {
        this.jdbc = jdbc;
        this.mall = new RestOfTheMall(clock);
        this.records = new BadRecords(service, TestTokens.admin(RestOfTheMall.someone()));
    }

    @AfterAll
    void close() {
        records.close();
        mall.close();
    }

    @Test
    void what_is_no_message_is_set_apart_and_the_next_one_handled_within_a_second() {
        var order = mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrder());

        records.assertSetApartOnEveryTopic(
                Map.of(
                        Topics.ORDER_EVENTS.name(),
                        order,
                        Topics.ORCHESTRATOR_REPLIES.name(),
                        mall.reserved(order)));
    }

    @Test
    void what_failed_is_handled_when_the_fault_is_mended() {
        var order = mall.anOrder();

        records.assertHandledOnceMended(
                Topics.ORDER_EVENTS.name(),
                order,
                () ->
                        jdbc.sql(
                                        """
                                        alter table saga add constraint a_fault
                                        check (order_id <> '%s') not valid
                                        """
                                                .formatted(order.orderId()))
                                .update(),
                () -> jdbc.sql("alter table saga drop constraint a_fault").update());

        mall.awaitCommand(order, ReserveStock.class);
    }
}
