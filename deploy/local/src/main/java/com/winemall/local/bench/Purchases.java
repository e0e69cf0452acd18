package com.winemall.local.bench;

import com.winemall.local.client.Customer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;

/// Orders that are placed and paid, and how long the second of these takes.
final class Purchases implements IntFunction<Boolean> {

    private static final long LATENCY_MICROS_MAX = Duration.ofMinutes(2).toNanos() / 1000;

    private final OrderClient client;
    private final List<Customer> customers;
    private final List<String> wines;
    private final ConcurrentHistogram latencies = new ConcurrentHistogram(LATENCY_MICROS_MAX, 3);
    private final AtomicLong paid = new AtomicLong();

    Purchases(OrderClient client, List<Customer> customers, List<String> wines) {
        this.client = client;
        this.customers = customers;
        this.wines = wines;
    }

    /// @return whether the order is paid
    @Override
    public Boolean apply(int call) {
        var customer = customers.get(call % customers.size());
        return client.place(customer, wines.get(call % wines.size()), null)
                .map(order -> isPaid(customer, order))
                .orElse(false);
    }

    private boolean isPaid(Customer customer, String order) {
        long began = System.nanoTime();
        if (!client.pay(customer, order)) {
            return false;
        }
        long micros = (System.nanoTime() - began) / 1000;
        latencies.recordValue(Math.min(micros, LATENCY_MICROS_MAX));
        paid.incrementAndGet();
        return true;
    }

    long paid() {
        return paid.get();
    }

    /// From the request to pay to the answer that it is done.
    String latencies() {
        return "%8.1f ms p50, %.1f ms p99"
                .formatted(
                        latencies.getValueAtPercentile(50) / 1000.0,
                        latencies.getValueAtPercentile(99) / 1000.0);
    }
}
