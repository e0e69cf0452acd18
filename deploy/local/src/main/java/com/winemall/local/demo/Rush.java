package com.winemall.local.demo;

import com.winemall.local.client.Customer;
import com.winemall.local.client.MallClient;
import com.winemall.local.client.MallClient.Answer;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// Thousands who want the same in the same moment, and click twice.
final class Rush {

    private static final int CLICKS = 2;
    private static final int RETURNS_MAX = 60;
    private static final int UNAVAILABLE = 503;

    /// Requests under way at once: what one machine can play without standing in its own way.
    private static final int AT_ONCE = 300;

    private final MallClient mall;
    private final String path;
    private final PrintWriter out;
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private final AtomicInteger cameBack = new AtomicInteger();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();

    /// @param path where each of them posts to
    Rush(MallClient mall, String path, PrintWriter out) {
        this.mall = mall;
        this.path = path;
        this.out = out;
    }

    /// Everybody clicks twice, all at once; returns when everybody is answered.
    void run(List<Customer> customers) throws InterruptedException {
        var places = new Semaphore(AT_ONCE);
        var gate = new CountDownLatch(1);
        long began;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var customer : customers) {
                for (int click = 0; click < CLICKS; click++) {
                    threads.execute(() -> come(customer, gate, places));
                }
            }
            began = System.nanoTime();
            gate.countDown();
            threads.shutdown();
            while (!threads.awaitTermination(500, TimeUnit.MILLISECONDS)) {
                showProgress(customers.size());
            }
        }
        showProgress(customers.size());
        lost.stream().limit(5).forEach(problem -> out.println("  " + problem));
        double seconds = (System.nanoTime() - began) / 1e9;
        out.printf(
                "  %,d clicks in %.1f s, %,d times asked to come back: %,.0f answers a second%n",
                told.size(), seconds, cameBack.get(), (told.size() + cameBack.get()) / seconds);
        out.flush();
    }

    /// Those who were told so, each once, the first first.
    List<Told> told(String outcome) {
        Collection<Told> each =
                told.stream()
                        .filter(answer -> answer.outcome().equals(outcome))
                        .collect(
                                Collectors.toMap(Told::customer, answer -> answer, (one, _) -> one))
                        .values();
        return each.stream().sorted(Comparator.comparingLong(Told::place)).toList();
    }

    int answers() {
        return told.size();
    }

    private void come(Customer customer, CountDownLatch gate, Semaphore places) {
        try {
            gate.await();
            places.acquire();
            try {
                click(customer);
            } finally {
                places.release();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Clicks. Whoever is asked to come back, by the waiting room or because the mall is not
    /// available for a moment, does so when they are told to.
    private void click(Customer customer) throws InterruptedException {
        // The same for all of this click: whoever comes back gets the answer that was lost.
        Map<String, String> headers = new HashMap<>();
        headers.put("Idempotency-Key", UUID.randomUUID().toString());
        try {
            var answer = mall.post(path, customer.accessToken(), Map.of(), headers);
            for (int times = 0; times < RETURNS_MAX && isToComeBack(answer); times++) {
                cameBack.incrementAndGet();
                TimeUnit.SECONDS.sleep(answer.body().path("retryAfter").asLong(1));
                if (answer.body().has("ticket")) {
                    headers.put("Queue-Ticket", answer.body().get("ticket").asString());
                }
                answer = mall.post(path, customer.accessToken(), Map.of(), headers);
            }
            told.add(Told.of(customer, answer));
        } catch (UncheckedIOException e) {
            lost.add(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isToComeBack(Answer answer) {
        return answer.status() == UNAVAILABLE
                || answer.body().path("outcome").asString("").equals("QUEUED");
    }

    private void showProgress(int customers) {
        Map<String, Long> counts =
                told.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Told::outcome, TreeMap::new, Collectors.counting()));
        out.printf("  %,6d of %,d clicks answered; %s%n", told.size(), CLICKS * customers, counts);
        out.flush();
    }

    /// What one click was answered.
    ///
    /// @param outcome or the problem's code
    /// @param place the number among the admitted, or the position in line; 0 if there is none
    /// @param worth the order's id or the coupon's code; empty if there is none
    record Told(Customer customer, int status, String outcome, long place, String worth) {

        Told with(String otherWorth) {
            return new Told(customer, status, outcome, place, otherWorth);
        }

        static Told of(Customer customer, Answer answer) {
            var body = answer.body();
            var outcome = body.path("outcome").asString("");
            return new Told(
                    customer,
                    answer.status(),
                    outcome.isEmpty() ? body.path("code").asString("" + answer.status()) : outcome,
                    body.path("number").asLong(body.path("position").asLong(0)),
                    body.path("orderId").asString(body.path("couponCode").asString("")));
        }
    }

    static List<Long> placesOf(List<Told> told) {
        return told.stream().map(Told::place).toList();
    }

    /// 1 to `count`.
    static List<Long> oneTo(long count) {
        List<Long> numbers = new ArrayList<>();
        for (long number = 1; number <= count; number++) {
            numbers.add(number);
        }
        return numbers;
    }
}
