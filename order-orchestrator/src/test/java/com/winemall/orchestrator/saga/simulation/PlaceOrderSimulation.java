package com.winemall.orchestrator.saga.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Thousands of worlds, each with its own troubles; `-Dwinemall.simulation.seeds=100000` lives more
/// of them, `-Dwinemall.simulation.first=…` others.
class PlaceOrderSimulation {

    private static final long SEEDS = Long.getLong("winemall.simulation.seeds", 10_000);
    private static final long FIRST = Long.getLong("winemall.simulation.first", 1);

    /// A planted bug has to show itself in far fewer worlds than are lived.
    private static final long SEEDS_TO_CATCH_A_BUG = 2_000;

    @Test
    void the_world_makes_sense_whatever_goes_wrong() {
        var broken = firstBrokenWorld(Plant.NONE, SEEDS, _ -> true);

        broken.ifPresent(world -> fail(story(world.seed())));
    }

    @ParameterizedTest(name = "{0} is caught")
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void a_planted_bug_is_caught_by_what_it_makes_of_the_world(Plant plant) {
        var broken =
                firstBrokenWorld(plant, SEEDS_TO_CATCH_A_BUG, what -> what.contains(plant.symptom));

        assertThat(broken).as("a world that %s breaks", plant).isPresent();
    }

    /// A world in which something never happens says nothing about it.
    @Test
    void orders_come_to_every_end_they_can_come_to() {
        var endings =
                LongStream.range(FIRST, FIRST + SEEDS_TO_CATCH_A_BUG)
                        .parallel()
                        .mapToObj(PlaceOrderSimulation::endings)
                        .flatMap(Set::stream)
                        .collect(Collectors.toSet());

        assertThat(endings)
                .contains(
                        "PREPARING",
                        "PREPARING from the line",
                        "PREPARING of an event",
                        "SHIPPING",
                        "DELIVERED",
                        "STOCK_OUT",
                        "STOCK_OUT of an event",
                        "COUPON_REJECTED",
                        "WAIT_EXPIRED",
                        "PAYMENT_TIMEOUT",
                        // A late authorization of an order that was not paid.
                        "PAYMENT_TIMEOUT, voided",
                        "CUSTOMER_REQUEST",
                        "CUSTOMER_REQUEST, refunded",
                        // The hold ran out while it was being paid.
                        "STOCK_LOST, voided",
                        // Before it could be paid, and when the money was gone.
                        "OVERDUE",
                        "OVERDUE, voided",
                        "OPERATOR",
                        // While the stock was being committed.
                        "OPERATOR, voided");
    }

    private static Set<String> endings(long seed) {
        var world = new World(seed, Plant.NONE, false);
        world.live();
        return world.endings();
    }

    private static Optional<Broken> firstBrokenWorld(
            Plant plant, long seeds, Predicate<String> symptom) {
        return LongStream.range(FIRST, FIRST + seeds)
                .parallel()
                .mapToObj(seed -> live(seed, plant))
                .flatMap(Optional::stream)
                .filter(broken -> symptom.test(broken.what()))
                .findFirst();
    }

    private static Optional<Broken> live(long seed, Plant plant) {
        try {
            new World(seed, plant, false).live();
            return Optional.empty();
        } catch (Violation | IllegalStateException e) {
            return Optional.of(new Broken(seed, String.valueOf(e.getMessage())));
        }
    }

    /// What happened in a broken world.
    private static String story(long seed) {
        var world = new World(seed, Plant.NONE, true);
        try {
            world.live();
        } catch (Violation | IllegalStateException e) {
            return "seed " + seed + ": " + e + "\n" + String.join("\n", world.trace());
        }
        return "seed " + seed + " broke once and does not any more";
    }

    private record Broken(long seed, String what) {}
}
