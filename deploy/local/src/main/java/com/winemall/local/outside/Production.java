package com.winemall.local.outside;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Produces what was ordered, in its own time, and brings it in one or several parts. A part is
/// brought until the customer has taken it in, under a name that is the same every time.
final class Production implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Production.class);

    private static final Duration TIME_MAX = Duration.ofHours(1);
    private static final int PARTS_MAX = 100;
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);

    /// @param time it takes to produce a part
    /// @param parts an order is brought in
    /// @param twice whether what was taken in is brought a second time, as if nobody had said so
    record Settings(Duration time, int parts, boolean twice) {}

    private final AtomicReference<Settings> settings =
            new AtomicReference<>(new Settings(Duration.ofSeconds(2), 1, false));
    private final ProductionOrders orders;
    private final FactoryCustomer customer;
    private final Clock clock;
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();

    Production(ProductionOrders orders, FactoryCustomer customer, Clock clock) {
        this.orders = orders;
        this.customer = customer;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/production", _ -> Answer.json(200, settings.get()));
        routes.on("PUT", "/production", request -> change(request.body(Change.class)));
    }

    /// Begins with an order, unless it has begun with it before.
    void begin(ProductionOrder order) {
        if (order.status() == ProductionOrder.Status.ACCEPTED && underWay.add(order.id())) {
            threads.execute(() -> produce(order));
        }
    }

    /// Goes on with what was not delivered when the factory closed.
    void goOn() {
        orders.newestFirst().forEach(this::begin);
    }

    /// What is not taken in yet is brought after the next start.
    @Override
    public void close() {
        closed.countDown();
        threads.close();
        http.close();
    }

    private void produce(ProductionOrder accepted) {
        var order = accepted;
        while (order.delivered() < order.quantity() && isProduced()) {
            var now = settings.get();
            int size = Math.ceilDiv(order.quantity(), now.parts());
            int upTo = Math.min(order.delivered() + size, order.quantity());
            var part = new Part(order, order.delivered(), upTo);
            if (!isTakenIn(part)) {
                return;
            }
            order = orders.delivered(order.id(), upTo);
            if (now.twice()) {
                bring(part);
            }
        }
    }

    /// @return whether it was; else the factory has closed or the customer does not want it
    private boolean isTakenIn(Part part) {
        var pause = PAUSE;
        while (closed.getCount() > 0) {
            switch (bring(part)) {
                case TAKEN_IN -> {
                    return true;
                }
                case UNWANTED -> {
                    return false;
                }
                case NOBODY_THERE -> {
                    hasPassed(pause);
                    pause = pause.multipliedBy(2);
                    pause = pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause;
                }
            }
        }
        return false;
    }

    private Reception bring(Part part) {
        var body = Json.written(part.told());
        var id = "delivery-" + part.id();
        long timestamp = clock.instant().getEpochSecond();
        var request =
                HttpRequest.newBuilder(customer.deliveries())
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .header("webhook-id", id)
                        .header("webhook-timestamp", Long.toString(timestamp))
                        .header("webhook-signature", customer.signature(id, timestamp, body))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            log.info("{} of {}: {}", part.id(), part.order().productId(), status);
            return Reception.of(status);
        } catch (IOException e) {
            log.info("{} of {}: {}", part.id(), part.order().productId(), e.toString());
            return Reception.NOBODY_THERE;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Reception.NOBODY_THERE;
        }
    }

    /// Takes the time it is to take, also if that is changed meanwhile.
    ///
    /// @return whether this is still open then
    private boolean isProduced() {
        long began = System.nanoTime();
        boolean isOpen = closed.getCount() > 0;
        while (isOpen && System.nanoTime() - began < settings.get().time().toNanos()) {
            isOpen = hasPassed(LOOK);
        }
        return isOpen;
    }

    /// @return whether this is still open after that time
    private boolean hasPassed(Duration time) {
        try {
            return !closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Answer change(Change change) {
        var errors = change.errors();
        if (!errors.isEmpty()) {
            throw new Refused(Problem.INVALID_REQUEST.answer(errors));
        }
        return Answer.json(200, settings.updateAndGet(change::appliedTo));
    }

    /// A part of an order, from the unit after those brought before it.
    private record Part(ProductionOrder order, int from, int upTo) {

        String id() {
            return order.id() + "-" + from;
        }

        Map<String, Object> told() {
            return Map.of(
                    "deliveryId", id(), "productId", order.productId(), "quantity", upTo - from);
        }
    }

    /// How a part was received.
    private enum Reception {
        TAKEN_IN,
        UNWANTED,
        NOBODY_THERE;

        private static final int TOO_MANY_REQUESTS = 429;

        static Reception of(int status) {
            return switch (status / 100) {
                case 2 -> TAKEN_IN;
                case 4 -> status == TOO_MANY_REQUESTS ? NOBODY_THERE : UNWANTED;
                default -> NOBODY_THERE;
            };
        }
    }

    /// New settings; what is left out stays as it is.
    record Change(@Nullable Duration time, @Nullable Integer parts, @Nullable Boolean twice) {

        List<InvalidField> errors() {
            List<InvalidField> errors = new ArrayList<>();
            if (time != null && (time.isNegative() || time.compareTo(TIME_MAX) > 0)) {
                errors.add(new InvalidField("time", "must be from PT0S to " + TIME_MAX));
            }
            if (parts != null && (parts < 1 || parts > PARTS_MAX)) {
                errors.add(new InvalidField("parts", "must be from 1 to " + PARTS_MAX));
            }
            return errors;
        }

        Settings appliedTo(Settings old) {
            return new Settings(
                    time == null ? old.time() : time,
                    parts == null ? old.parts() : parts,
                    twice == null ? old.twice() : twice);
        }
    }
}
