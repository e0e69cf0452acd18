package com.winemall.firstcome;

import com.winemall.starter.commit.AfterCommit;
import com.winemall.starter.security.AccessRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The test's shop in a process of its own: lets a crowd in, notes whoever is told they are in, and
/// ends as `kill -9` would.
@EnableAutoConfiguration
class DyingShop {

    static final int EXIT_CODE = 99;
    private static final int CROWD = 2_000;
    private static final int ADMITTED_BEFORE = 60;

    private static final AtomicInteger admitted = new AtomicInteger();

    /// Where it ends.
    enum When {
        /// The units are taken in Redis, and nothing is committed.
        BEFORE_COMMIT,
        /// PostgreSQL has it, and Redis has not heard.
        AFTER_COMMIT,
        /// People are being told.
        WHILE_ANSWERING
    }

    public static void main(String[] arguments) {
        var context = SpringApplication.run(DyingShop.class, arguments);
        var environment = context.getEnvironment();
        var pool = UUID.fromString(environment.getRequiredProperty("dying.pool"));
        var told = Path.of(environment.getRequiredProperty("dying.told"));
        var when = when(environment);
        var door = context.getBean(Door.class);
        write(told, "");
        TestPools.crowd(
                TestPools.people(CROWD),
                person -> {
                    var answer = door.enter(pool, TestPools.arrival(person));
                    if (answer instanceof Answer.Admitted) {
                        write(told, person + "\n");
                        if (when == When.WHILE_ANSWERING && admitted.get() >= ADMITTED_BEFORE) {
                            Runtime.getRuntime().halt(EXIT_CODE);
                        }
                    }
                    return answer;
                });
    }

    @Bean
    PoolOwner owner(JdbcClient jdbc, Environment environment) {
        return new DyingOwner(new TestShop.Owner(jdbc), when(environment));
    }

    @Bean
    AccessRules rules() {
        return requests -> requests.requestMatchers("/open/**").permitAll();
    }

    private static When when(Environment environment) {
        return When.valueOf(environment.getRequiredProperty("dying.when"));
    }

    private static synchronized void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record DyingOwner(PoolOwner shop, When when) implements PoolOwner {

        @Override
        public Map<Place, String> admitted(List<Place> places) {
            var refused = shop.admitted(places);
            if (admitted.addAndGet(places.size()) >= ADMITTED_BEFORE) {
                switch (when) {
                    case BEFORE_COMMIT -> Runtime.getRuntime().halt(EXIT_CODE);
                    case AFTER_COMMIT ->
                            AfterCommit.run(() -> Runtime.getRuntime().halt(EXIT_CODE));
                    case WHILE_ANSWERING -> {}
                }
            }
            return refused;
        }

        @Override
        public void joined(List<Place> places) {
            shop.joined(places);
        }

        @Override
        public void left(List<Place> places) {
            shop.left(places);
        }

        @Override
        public void moved(UUID poolId, List<UUID> head, Instant at) {
            shop.moved(poolId, head, at);
        }

        @Override
        public void settled(UUID poolId, long withdrawn) {
            shop.settled(poolId, withdrawn);
        }
    }
}
