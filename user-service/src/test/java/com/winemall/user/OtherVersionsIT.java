package com.winemall.user;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.Topics;
import com.winemall.test.OtherVersions;
import org.junit.jupiter.api.Test;

/// Old and new versions of the neighbours, side by side with this one.
@UserServiceTest
class OtherVersionsIT {

    @Test
    void events_of_other_versions_of_orders_are_heard() {
        var refused = OtherVersions.send(Topics.ORDER_EVENTS, "user-service.vip", (_, _) -> {});

        assertThat(refused).isEmpty();
    }
}
