package com.winemall.orchestrator.saga.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.OptionalLong;
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
        var broken = firstBrokenWorld(Plant.NONE, SEEDS);

        broken.ifPresent(seed -> fail(story(seed)));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void a_planted_bug_is_caught(Plant plant) {
        var broken = firstBrokenWorld(plant, SEEDS_TO_CATCH_A_BUG);

        assertThat(broken).as("a world that %s breaks", plant).isPresent();
    }

    private static OptionalLong firstBrokenWorld(Plant plant, long seeds) {
        return LongStream.range(FIRST, FIRST + seeds)
                .parallel()
                .filter(seed -> isBroken(seed, plant))
                .findFirst();
    }

    private static boolean isBroken(long seed, Plant plant) {
        try {
            new World(seed, plant, false).live();
            return false;
        } catch (Violation | IllegalStateException _) {
            return true;
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
}
