package com.winemall.order.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.github.f4b6a3.uuid.UuidCreator;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimulatedEligibilityTest {

    private static final int CROWD = 10_000;

    private final List<CustomerId> customers =
            Stream.generate(UuidCreator::getTimeOrderedEpoch)
                    .map(CustomerId::new)
                    .limit(CROWD)
                    .toList();
    private final EventId event = new EventId(UuidCreator.getTimeOrderedEpoch());

    @Test
    void it_refuses_the_share_it_is_told_to() {
        var eligibility = refusing(0.1);

        assertThat(refused(eligibility, event)).isCloseTo(CROWD / 10, within(150L));
    }

    @Test
    void a_customer_gets_the_same_answer_every_time_and_another_at_another_event() {
        var eligibility = refusing(0.5);
        var another = new EventId(UuidCreator.getTimeOrderedEpoch());

        assertThat(customers)
                .allMatch(customer ->
                        eligibility.isEligible(customer, event)
                                == refusing(0.5).isEligible(customer, event))
                .anyMatch(customer ->
                        eligibility.isEligible(customer, event)
                                != eligibility.isEligible(customer, another));
    }

    @Test
    void it_refuses_nobody_or_everybody_if_that_is_what_it_is_told() {
        assertThat(refused(refusing(0), event)).isZero();
        assertThat(refused(refusing(1), event)).isEqualTo(CROWD);
    }

    private long refused(Eligibility eligibility, EventId at) {
        return customers.stream().filter(customer -> !eligibility.isEligible(customer, at)).count();
    }

    private static Eligibility refusing(double share) {
        return new SimulatedEligibility(new DoorSettings(0, share));
    }
}
