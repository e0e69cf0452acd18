package com.winemall.order.event;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import java.util.SplittableRandom;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Refuses a share of all customers, each event others.
@Component
class SimulatedEligibility implements Eligibility {

    private final double refused;

    SimulatedEligibility(DoorSettings settings) {
        this.refused = settings.simulatedIneligibleRate();
    }

    @Override
    public boolean isEligible(CustomerId customer, EventId event) {
        return refused == 0 || lot(customer.value(), event.value()) >= refused;
    }

    /// From 0 to 1. Not drawn, but made of the two.
    private static double lot(UUID customer, UUID event) {
        long seed = seed(customer) ^ Long.rotateLeft(seed(event), Long.SIZE / 2);
        return new SplittableRandom(seed).nextDouble();
    }

    private static long seed(UUID id) {
        return new SplittableRandom(id.getMostSignificantBits() ^ id.getLeastSignificantBits())
                .nextLong();
    }
}
