package com.winemall.local.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Places orders, many at a time.
///
/// @param clients in flight at most
/// @param perSecond started each second; 0: each client orders again as soon as it is answered
public record Load(int clients, int perSecond) {

    private static final long LATENCY_MICROS_MAX = Duration.ofMinutes(2).toNanos() / 1000;

    /// Runs so many calls.
    ///
    /// @param call takes the number of the call and says whether it ended as it should
    Result run(int calls, IntFunction<Boolean> call) throws InterruptedException {
        var latencies = new ConcurrentHistogram(LATENCY_MICROS_MAX, 3);
        var next = new AtomicInteger();
        var wrong = new AtomicInteger();
        var done = new CountDownLatch(clients);
        long began = System.nanoTime();
        for (int client = 0; client < clients; client++) {
            Thread.ofVirtual()
                    .start(() -> {
                        for (int i = next.getAndIncrement();
                                i < calls;
                                i = next.getAndIncrement()) {
                            long start = began + startOf(i);
                            if (perSecond > 0) {
                                awaitMoment(start);
                            } else {
                                start = System.nanoTime();
                            }
                            if (!call.apply(i)) {
                                wrong.incrementAndGet();
                            }
                            long micros = (System.nanoTime() - start) / 1000;
                            latencies.recordValue(Math.min(micros, LATENCY_MICROS_MAX));
                        }
                        done.countDown();
                    });
        }
        done.await();
        return new Result(
                calls - wrong.get(),
                wrong.get(),
                Duration.ofNanos(System.nanoTime() - began),
                latencies);
    }

    /// When a call is due, counted from the start. With a rate, a call that is late counts from
    /// when it was due: waiting for its turn is part of what the customer waits.
    private long startOf(int call) {
        return perSecond == 0 ? 0 : Math.round(call * 1e9 / perSecond);
    }

    private static void awaitMoment(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /// @param latencies in microseconds, from submit to outcome
    record Result(int right, int wrong, Duration took, Histogram latencies) {

        double perSecond() {
            return right / (took.toNanos() / 1e9);
        }

        double millisAt(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1000.0;
        }
    }
}
