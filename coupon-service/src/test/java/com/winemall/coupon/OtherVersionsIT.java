package com.winemall.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.Topics;
import com.winemall.contracts.reply.CouponRejected;
import com.winemall.contracts.reply.CouponReturned;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.test.OtherVersions;
import com.winemall.test.TestTopic;
import org.junit.jupiter.api.Test;

/// Old and new versions of the neighbours, side by side with this one.
@CouponServiceTest
class OtherVersionsIT {

    @Test
    void commands_of_other_versions_are_answered() {
        try (TestTopic<SagaReply> replies = TestTopic.open(Topics.ORCHESTRATOR_REPLIES)) {
            var refused =
                    OtherVersions.send(
                            Topics.COUPON_COMMANDS, "coupon-service.redemption", (_, _) -> {});

            assertThat(refused).isEmpty();
            // Nobody has the coupon version 1 asks for; that is an answer, too.
            replies.await(2, CouponRejected.class::isInstance);
            replies.await(2, CouponReturned.class::isInstance);
        }
    }
}
