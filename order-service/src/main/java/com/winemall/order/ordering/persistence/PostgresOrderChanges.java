package com.winemall.order.ordering.persistence;

import com.winemall.contracts.OrderId;
import com.winemall.order.ordering.Order;
import com.winemall.order.ordering.OrderChanges;
import com.winemall.order.ordering.OrderWatchers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Changes of orders travel between instances as PostgreSQL notifications: part of the transaction,
/// delivered at its commit, so that whoever hears of a change also sees it. The instance that made
/// it tells its own watchers without the detour.
@Component
class PostgresOrderChanges implements OrderChanges, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PostgresOrderChanges.class);
    private static final String CHANNEL = "order_changed";

    /// PostgreSQL takes 8,000 bytes; an id takes 37.
    private static final int IDS_PER_NOTIFICATION_MAX = 200;

    private static final Duration LISTENING = Duration.ofMillis(500);
    private static final Duration BEFORE_RECONNECT = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final DataSource database;
    private final OrderWatchers watchers;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private volatile @Nullable Thread listener;

    PostgresOrderChanges(JdbcClient jdbc, DataSource database, OrderWatchers watchers) {
        this.jdbc = jdbc;
        this.database = database;
        this.watchers = watchers;
    }

    @Override
    public void announce(Collection<Order> changed) {
        if (changed.isEmpty()) {
            return;
        }
        List<Order> orders = List.copyOf(changed);
        for (int from = 0; from < orders.size(); from += IDS_PER_NOTIFICATION_MAX) {
            int to = Math.min(from + IDS_PER_NOTIFICATION_MAX, orders.size());
            notifyOthers(orders.subList(from, to));
        }
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        orders.forEach(watchers::tell);
                    }
                });
    }

    private void notifyOthers(List<Order> orders) {
        var ids = new StringBuilder();
        orders.forEach(order -> ids.append(ids.isEmpty() ? "" : " ").append(order.id()));
        jdbc.sql("select pg_notify(:channel, :ids)")
                .param("channel", CHANNEL)
                .param("ids", ids.toString())
                .query((_, _) -> true)
                .list();
    }

    private void listen() {
        while (stopped.getCount() > 0) {
            try (var connection = database.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
                // Whatever changed before this moment was not heard of.
                watchers.lookAgain();
                hear(connection.unwrap(PGConnection.class));
                statement.execute("unlisten " + CHANNEL);
            } catch (SQLException e) {
                log.atWarn().setCause(e).log("changes made by other instances are not heard of");
                pause();
            }
        }
    }

    private void hear(PGConnection connection) throws SQLException {
        while (stopped.getCount() > 0) {
            for (PGNotification notification :
                    connection.getNotifications((int) LISTENING.toMillis())) {
                Arrays.stream(notification.getParameter().split(" "))
                        .map(id -> new OrderId(UUID.fromString(id)))
                        .forEach(watchers::tellStored);
            }
        }
    }

    private void pause() {
        try {
            if (stopped.await(BEFORE_RECONNECT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("stopped while reconnecting");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }

    @Override
    public void start() {
        listener = Thread.ofPlatform().name("order-changes").daemon().start(this::listen);
    }

    @Override
    public void stop() {
        stopped.countDown();
        try {
            Objects.requireNonNull(listener).join(LISTENING.multipliedBy(4));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        var thread = listener;
        return thread != null && thread.isAlive();
    }
}
