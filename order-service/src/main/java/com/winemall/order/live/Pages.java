package com.winemall.order.live;

import com.winemall.contracts.CustomerId;
import com.winemall.order.ordering.Order;
import com.winemall.order.ordering.OrderChange;
import com.winemall.order.ordering.OrderChangeListener;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The pages that are connected to this instance. A change of a customer who has none here costs
/// nothing: nobody looks it up.
///
/// Nothing falls between what a page is told first and what it is told then: it is known here
/// before its customer's orders are read, and each order's version says which of two states is
/// newer.
@Component
public class Pages
        implements OrderChangeListener, Page.Audience, OrderReader.Readers, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Pages.class);

    private final LiveSettings settings;
    private final LiveMeters meters;
    private final Clock clock;
    private final OrderReader reader;
    private final Executor threads = task -> Thread.ofVirtual().name("live-page").start(task);
    private final Map<CustomerId, Set<Page>> open = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    private volatile boolean closing;

    Pages(OrderStates states, LiveSettings settings, LiveMeters meters, Clock clock) {
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        this.reader = new OrderReader(states, settings, meters, clock, this);
    }

    /// Whether one more page of a customer may open, as far as can be said before it does.
    public Room room(CustomerId customer) {
        if (closing || count.get() >= settings.pagesMax()) {
            return Room.NONE_AT_ALL;
        }
        return open.getOrDefault(customer, Set.of()).size() < settings.pagesPerCustomerMax()
                ? Room.ENOUGH
                : Room.NONE_FOR_THIS_CUSTOMER;
    }

    /// A page has opened, and is told from now on.
    ///
    /// @param until when its access token expires
    /// @return nothing if there was no room for it
    public Optional<Page> open(CustomerId customer, Instant until, Connection connection) {
        var page = new Page(customer, until, connection, settings, threads, this, clock.instant());
        if (!add(page)) {
            meters.ended(Ending.CROWDED);
            threads.execute(() -> connection.close(Ending.CROWDED));
            return Optional.empty();
        }
        reader.wantAll(List.of(customer));
        if (closing) {
            page.end(Ending.MOVING);
        }
        return Optional.of(page);
    }

    private boolean add(Page page) {
        if (count.incrementAndGet() > settings.pagesMax()) {
            count.decrementAndGet();
            return false;
        }
        var added = new boolean[1];
        open.compute(
                page.customer(),
                (_, others) -> {
                    Set<Page> all = others == null ? new HashSet<>() : new HashSet<>(others);
                    added[0] = all.size() < settings.pagesPerCustomerMax() && all.add(page);
                    return added[0] ? Set.copyOf(all) : others;
                });
        if (!added[0]) {
            count.decrementAndGet();
        }
        meters.open(count.get());
        return added[0];
    }

    @Override
    public void left(Page page, Ending why) {
        open.computeIfPresent(
                page.customer(),
                (_, pages) -> {
                    var others = new HashSet<>(pages);
                    if (others.remove(page)) {
                        count.decrementAndGet();
                    }
                    return others.isEmpty() ? null : Set.copyOf(others);
                });
        meters.open(count.get());
        meters.ended(why);
        if (why != Ending.LEFT && why != Ending.MOVING) {
            log.atInfo().addKeyValue("customerId", page.customer()).log("a page ends: {}", why);
        }
    }

    @Override
    public void sent() {
        meters.sent();
    }

    private Set<Page> of(CustomerId customer) {
        return open.getOrDefault(customer, Set.of());
    }

    // News of orders.

    @Override
    public void tell(Order order) {
        var pages = of(order.customerId());
        if (!pages.isEmpty()) {
            changed(OrderState.of(order));
        }
    }

    @Override
    public void tellStored(OrderChange change) {
        for (var page : of(change.customerId())) {
            if (!page.knows(change.id().value(), change.version())) {
                reader.want(change.id());
                return;
            }
        }
    }

    @Override
    public void lookAgain() {
        reader.wantAll(open.keySet());
    }

    @Override
    public void changed(OrderState order) {
        var update = Update.of(order);
        of(order.customerId()).forEach(page -> page.tell(update));
    }

    @Override
    public void current(CustomerId customer, List<OrderState> orders) {
        var updates = orders.stream().map(Update::of).toList();
        of(customer).forEach(page -> page.begin(updates));
    }

    // News of anything else.

    public void tell(News news) {
        var update = news.update();
        of(news.customerId()).forEach(page -> page.tell(update));
    }

    // Time.

    @Scheduled(fixedDelayString = "${winemall.live.tick:1s}")
    void tick() {
        var now = clock.instant();
        open.values().forEach(pages -> pages.forEach(page -> page.tick(now)));
    }

    @Override
    public void start() {
        closing = false;
        reader.start();
    }

    /// Tells all pages to connect elsewhere, before this instance stops taking requests.
    @Override
    public void stop() {
        closing = true;
        reader.stop();
        var farewells = Executors.newVirtualThreadPerTaskExecutor();
        for (var pages : open.values()) {
            pages.forEach(page -> farewells.execute(() -> page.endNow(Ending.MOVING)));
        }
        farewells.shutdown();
        try {
            if (!farewells.awaitTermination(
                    settings.farewellMax().toMillis(), TimeUnit.MILLISECONDS)) {
                log.info("some pages did not hear that this instance stops");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return reader.isRunning();
    }

    /// Whether one more page may open.
    public enum Room {
        ENOUGH,
        NONE_FOR_THIS_CUSTOMER,
        NONE_AT_ALL
    }
}
