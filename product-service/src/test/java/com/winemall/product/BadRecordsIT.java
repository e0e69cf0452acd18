package com.winemall.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.ReplenishmentId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.product.ReleaseStock;
import com.winemall.contracts.reply.StockReleased;
import com.winemall.test.BadRecords;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestTokens;
import com.winemall.test.TestTopic;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServiceTest
class BadRecordsIT {

    private final JdbcClient jdbc;
    private final Wines wines;
    private final BadRecords records;

    BadRecordsIT(JdbcClient jdbc, @LocalServerPort int port, Environment service) {
        var admin = TestTokens.admin(new CustomerId(UUID.randomUUID()));
        this.jdbc = jdbc;
        this.wines =
                new Wines(
                        RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build(),
                        admin);
        this.records = new BadRecords(service, admin);
    }

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void what_is_no_message_is_set_apart_and_the_next_one_handled_within_a_second() {
        var request =
                new FactoryOrders(jdbc)
                        .ordered(new ReplenishmentId(UUID.randomUUID()), wines.add(1));
        var requests = Topics.PRODUCT_REPLENISHMENTS.name();

        records.assertSetApartOnEveryTopic(
                Map.of(
                        Topics.PRODUCT_COMMANDS.name(),
                        releasing(anOrder(), wines.add(1)),
                        requests,
                        request,
                        requests + ".factory.work",
                        request,
                        requests + ".factory.retry-1",
                        request,
                        requests + ".factory.retry-2",
                        request));
    }

    @Test
    void what_failed_is_handled_when_the_fault_is_mended() {
        var order = anOrder();
        try (var replies = TestTopic.open(Topics.ORCHESTRATOR_REPLIES)) {
            records.assertHandledOnceMended(
                    Topics.PRODUCT_COMMANDS.name(),
                    releasing(order, wines.add(1)),
                    () ->
                            jdbc.sql(
                                            """
                                            alter table stock_hold add constraint a_fault
                                            check (order_id <> '%s') not valid
                                            """
                                                    .formatted(order))
                                    .update(),
                    () -> jdbc.sql("alter table stock_hold drop constraint a_fault").update());

            assertThat(replies.await(reply -> reply.orderId().equals(order)))
                    .isInstanceOf(StockReleased.class);
        }
    }

    private static ReleaseStock releasing(OrderId order, ProductId wine) {
        return new ReleaseStock(
                new CommandId(order + "/release"), order, List.of(new OrderLine(wine, 1)));
    }

    private static OrderId anOrder() {
        return new OrderId(UUID.randomUUID());
    }
}
