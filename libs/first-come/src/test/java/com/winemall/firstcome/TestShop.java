package com.winemall.firstcome;

import com.winemall.starter.jdbc.Columns;
import com.winemall.starter.security.AccessRules;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A service as small as one can be: each admission becomes a ware.
@SpringBootApplication
class TestShop {

    public static void main(String[] arguments) {
        SpringApplication.run(TestShop.class, arguments);
    }

    @Bean
    Owner owner(JdbcClient jdbc) {
        return new Owner(jdbc);
    }

    @Bean
    AccessRules rules() {
        return requests -> requests.requestMatchers("/open/**").permitAll();
    }

    static final class Owner implements PoolOwner {

        private final JdbcClient jdbc;
        final Set<UUID> unwelcome = ConcurrentHashMap.newKeySet();
        final Map<UUID, List<UUID>> heads = new ConcurrentHashMap<>();

        Owner(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public Map<Place, String> admitted(List<Place> places) {
            Map<Place, String> refused = new HashMap<>();
            places.stream()
                    .filter(place -> unwelcome.contains(place.person()))
                    .forEach(place -> refused.put(place, "UNWELCOME"));
            var welcome = places.stream().filter(place -> !refused.containsKey(place)).toList();
            // Told twice, this would fail.
            jdbc.sql(
                            """
                            insert into ware
                            select * from unnest(:references::uuid[], :pools::uuid[], :people::uuid[])
                            """)
                    .param("references", Columns.texts(welcome, Place::reference))
                    .param("pools", Columns.texts(welcome, Place::poolId))
                    .param("people", Columns.texts(welcome, Place::person))
                    .update();
            return refused;
        }

        @Override
        public void joined(List<Place> places) {}

        @Override
        public void left(List<Place> places) {}

        @Override
        public void moved(UUID poolId, List<UUID> head, Instant at) {
            heads.put(poolId, head);
        }

        @Override
        public void settled(UUID poolId, long withdrawn) {
            jdbc.sql("insert into settled values (:pool, :withdrawn)")
                    .param("pool", poolId)
                    .param("withdrawn", withdrawn)
                    .update();
        }
    }
}
