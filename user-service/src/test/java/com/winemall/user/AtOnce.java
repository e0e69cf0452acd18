package com.winemall.user;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Many people doing something at the same time.
public final class AtOnce {

    private AtOnce() {}

    /// @param action is told which one of them does it, from 0
    public static <T> List<T> people(int count, IntFunction<T> action) {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(count)) {
            List<Future<T>> results =
                    IntStream.range(0, count)
                            .mapToObj(person ->
                                    threads.submit(() -> {
                                        start.await();
                                        return action.apply(person);
                                    }))
                            .toList();
            start.countDown();
            return results.stream().map(AtOnce::get).toList();
        }
    }

    private static <T> T get(Future<T> result) {
        try {
            return result.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("somebody failed", e);
        }
    }
}
