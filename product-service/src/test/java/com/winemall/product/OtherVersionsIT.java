package com.winemall.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.Topics;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.contracts.reply.StockRejected;
import com.winemall.test.OtherVersions;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestTopic;
import org.junit.jupiter.api.Test;

/// Old and new versions of the neighbours, side by side with this one.
@ServiceTest
class OtherVersionsIT {

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
                        Topics.PRODUCT_REPLENISHMENTS, "product-service.factory", (_, _) -> {});

        assertThat(refused).isEmpty();
    }
}
