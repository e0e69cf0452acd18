package com.winemall.coupon;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Threads behind a latch.
public final class AllAtOnce {

    private AllAtOnce() {}

    /// What came of each of them, in their order.
    public static <T, R> List<R> run(List<T> items, Function<? super T, ? extends R> task) {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> running = new ArrayList<>();
            for (var item : items) {
                running.add(
                        threads.submit(() -> {
                            start.await();
                            return task.apply(item);
                        }));
            }
            start.countDown();
            List<R> results = new ArrayList<>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("not all of them came back", e);
        }
    }

    /// As above, for the numbers from 0.
    public static <R> List<R> run(int times, IntFunction<? extends R> task) {
        return run(IntStream.range(0, times).boxed().toList(), task::apply);
    }
}
