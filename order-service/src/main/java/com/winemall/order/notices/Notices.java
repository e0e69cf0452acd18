package com.winemall.order.notices;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Posts notices, and hears those of all instances on one connection, which it keeps.
@Component
public class Notices implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Notices.class);

    /// PostgreSQL takes less than 8,000.
    private static final int PAYLOAD_BYTES_MAX = 7_900;

    private static final String SEPARATOR = "\n";

    private static final Duration LISTENING = Duration.ofMillis(500);

    /// A connection that broke without a word looks like one on which nothing is said.
    private static final Duration QUIET_MAX = Duration.ofSeconds(10);

    private static final Duration BEFORE_RECONNECT = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final DataSource database;
    private final ObjectProvider<NoticeListener> listeners;

    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private volatile @Nullable Thread thread;

    Notices(JdbcClient jdbc, DataSource database, ObjectProvider<NoticeListener> listeners) {
        this.jdbc = jdbc;
        this.database = database;
        this.listeners = listeners;
    }

    /// Part of the transaction under way: nobody hears of what is rolled back.
    ///
    /// @param notices without line breaks
    public void post(String channel, Collection<String> notices) {
        if (notices.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        select pg_notify(:channel, payload)
                        from unnest(:payloads::text[]) as payload
                        """)
                .param("channel", channel)
                .param("payloads", payloads(notices).toArray(String[]::new))
                .query((_, _) -> true)
                .list();
    }

    /// As few as hold all notices: PostgreSQL lets commits that notify go one after the other.
    private static List<String> payloads(Collection<String> notices) {
        List<String> payloads = new ArrayList<>();
        var payload = new StringBuilder();
        int bytes = 0;
        for (var notice : notices) {
            int more = notice.getBytes(UTF_8).length + SEPARATOR.length();
            if (bytes > 0 && bytes + more > PAYLOAD_BYTES_MAX) {
                payloads.add(payload.toString());
                payload.setLength(0);
                bytes = 0;
            }
            payload.append(bytes == 0 ? "" : SEPARATOR).append(notice);
            bytes += more;
        }
        payloads.add(payload.toString());
        return payloads;
    }

    private void listen() {
        var byChannel =
                listeners.stream()
                        .collect(Collectors.toMap(NoticeListener::channel, Function.identity()));
        while (stopped.getCount() > 0) {
            try {
                listen(byChannel);
            } catch (SQLException | RuntimeException e) {
                log.atWarn().setCause(e).log("what other instances say is not heard");
                pause();
            }
        }
    }

    private void listen(Map<String, NoticeListener> byChannel) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            listen(statement, byChannel.keySet());
            // Whatever was said before this moment was not heard.
            byChannel.values().forEach(NoticeListener::lookAgain);
            hear(connection, statement, byChannel);
            statement.execute("unlisten *");
        }
    }

    private static void listen(Statement statement, Set<String> channels) throws SQLException {
        for (var channel : channels) {
            statement.execute("listen " + channel);
        }
    }

    private void hear(
            Connection connection, Statement statement, Map<String, NoticeListener> byChannel)
            throws SQLException {
        var notifications = connection.unwrap(PGConnection.class);
        long quietSince = System.nanoTime();
        while (stopped.getCount() > 0) {
            var heard = notifications.getNotifications((int) LISTENING.toMillis());
            for (PGNotification notification : heard) {
                var listener = Objects.requireNonNull(byChannel.get(notification.getName()));
                notification.getParameter().lines().forEach(listener::heard);
            }
            if (heard.length > 0) {
                quietSince = System.nanoTime();
            } else if (System.nanoTime() - quietSince > QUIET_MAX.toNanos()) {
                // Once more changes nothing, but needs an answer.
                listen(statement, byChannel.keySet());
                quietSince = System.nanoTime();
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
        stopped = new CountDownLatch(1);
        thread = Thread.ofPlatform().name("notices").daemon().start(this::listen);
    }

    @Override
    public void stop() {
        stopped.countDown();
        try {
            Objects.requireNonNull(thread).join(LISTENING.multipliedBy(4));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        var listening = thread;
        return listening != null && listening.isAlive();
    }

    /// Before the web server takes requests and until it has answered the last one: what they wait
    /// for may be decided by another instance, in the end always.
    @Override
    public int getPhase() {
        return 1;
    }
}
