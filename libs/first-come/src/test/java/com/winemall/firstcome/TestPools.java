package com.winemall.firstcome;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Pools and crowds of the tests.
final class TestPools {

    private TestPools() {}

    static PoolTerms terms(long quantity) {
        return new PoolTerms(
                UUID.randomUUID(), quantity, 1, false, 0, Instant.now().minusSeconds(60), null);
    }

    static PoolTerms withLine(long quantity) {
        var terms = terms(quantity);
        return new PoolTerms(
                terms.poolId(), quantity, 1, true, 0, terms.opensAt(), terms.closesAt());
    }

    static Arrival arrival(UUID person) {
        return arrival(person, null, 1);
    }

    static Arrival arrival(UUID person, @Nullable String request, int quantity) {
        return new Arrival(person, UUID.randomUUID(), request, quantity, null);
    }

    static List<UUID> people(int count) {
        List<UUID> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            people.add(UUID.randomUUID());
        }
        return people;
    }

    /// What each of them is told, all coming at once.
    static <T> List<T> crowd(List<UUID> people, Function<UUID, T> entering) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> answers = new ArrayList<>();
            for (var person : people) {
                answers.add(threads.submit(() -> entering.apply(person)));
            }
            List<T> told = new ArrayList<>();
            for (var answer : answers) {
                told.add(answer.get());
            }
            return told;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    static final Duration PATIENCE = Duration.ofSeconds(30);
}
