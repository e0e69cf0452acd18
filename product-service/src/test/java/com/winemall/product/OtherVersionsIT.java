package com.winemall.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.ReplenishmentId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.contracts.reply.StockRejected;
import com.winemall.test.OtherVersions;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestTokens;
import com.winemall.test.TestTopic;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

/// Old and new versions of the neighbours, side by side with this one.
@ServiceTest
class OtherVersionsIT {

    private final FactoryOrders factoryOrders;
    private final Wines wines;

    OtherVersionsIT(JdbcClient jdbc, @LocalServerPort int port) {
        this.factoryOrders = new FactoryOrders(jdbc);
        this.wines =
                new Wines(
                        RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build(),
                        TestTokens.admin(new CustomerId(UUID.randomUUID())));
    }

    @Test
    void commands_of_other_versions_are_answered() {
        try (TestTopic<SagaReply> replies = TestTopic.open(Topics.ORCHESTRATOR_REPLIES)) {
            var refused =
                    OtherVersions.send(
                            Topics.PRODUCT_COMMANDS, "product-service.stock", (_, _) -> {});

            assertThat(refused).isEmpty();
            // What version 1 asks for is not there; that is an answer, too.
            replies.await(2, StockRejected.class::isInstance);
        }
    }

    @Test
    void requests_of_other_versions_are_taken() {
        var refused =
                OtherVersions.send(
                        Topics.PRODUCT_REPLENISHMENTS,
                        "product-service.factory",
                        (_, request) ->
                                factoryOrders.ordered(new ReplenishmentId(request), wines.add(1)));

        assertThat(refused).isEmpty();
    }
}
