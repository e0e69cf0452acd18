package com.winemall.test;

import java.util.Optional;

/// PostgreSQL, Kafka and Redis for the tests of this JVM: started when first asked for, shared by
/// all tests, gone with the JVM.
public interface Backends {

    /// The JDBC URL of a database nobody has used, owned by the superuser `postgres`.
    String freshDatabase();

    String kafkaServers();

    /// The port Redis listens on, on loopback.
    int redisPort();

    /// What this run was asked to use: embedded servers, or containers with `-Pcontainers`.
    static Backends get() {
        return Chosen.BACKENDS;
    }

    /// Why there are none, if there are none.
    static Optional<String> missing() {
        return Chosen.CONTAINERS && !ContainerBackends.engineAnswers()
                ? Optional.of("-Pcontainers was asked for, and no Docker engine answers")
                : Optional.empty();
    }

    /// The choice, made once.
    final class Chosen {

        private static final boolean CONTAINERS =
                System.getProperty("winemall.test.backends", "embedded").equals("containers");

        private static final Backends BACKENDS =
                CONTAINERS ? new ContainerBackends() : new EmbeddedBackends();

        private Chosen() {}
    }
}
