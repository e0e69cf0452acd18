package com.winemall.test;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/// The images a cluster would run. Another registry's or a stand-in's name can be given as a system
/// property.
final class ContainerBackends implements Backends {

    private static final int REDIS_PORT = 6379;

    private final AtomicInteger databases = new AtomicInteger();
    private final Lazy<PostgreSQLContainer> postgres = new Lazy<>(ContainerBackends::startPostgres);
    private final Lazy<KafkaContainer> kafka = new Lazy<>(ContainerBackends::startKafka);
    private final Lazy<GenericContainer<?>> redis = new Lazy<>(ContainerBackends::startRedis);

    static boolean engineAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @Override
    public String freshDatabase() {
        var name = "test_" + databases.incrementAndGet();
        try (var connection = postgres.get().createConnection("");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no database for this test", e);
        }
        return "jdbc:postgresql://"
                + postgres.get().getHost()
                + ":"
                + postgres.get().getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT)
                + "/"
                + name;
    }

    @Override
    public String kafkaServers() {
        return kafka.get().getBootstrapServers();
    }

    @Override
    public int redisPort() {
        return redis.get().getMappedPort(REDIS_PORT);
    }

    private static PostgreSQLContainer startPostgres() {
        var container =
                new PostgreSQLContainer(image("postgres", "postgres:18"))
                        .withUsername("postgres")
                        .withPassword("postgres")
                        .withCommand("postgres", "-c", "max_connections=200");
        container.start();
        return container;
    }

    private static KafkaContainer startKafka() {
        var container = new KafkaContainer(image("apache/kafka", "apache/kafka:4.2.1"));
        container.start();
        return container;
    }

    private static GenericContainer<?> startRedis() {
        var container =
                new GenericContainer<>(image("valkey/valkey", "valkey/valkey:9"))
                        .withExposedPorts(REDIS_PORT);
        container.start();
        return container;
    }

    private static DockerImageName image(String official, String wanted) {
        var name = System.getProperty("winemall.test.image." + official.replace('/', '.'), wanted);
        return DockerImageName.parse(name).asCompatibleSubstituteFor(official);
    }
}
