package com.winemall.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersIT {

    @TempDir Path directory;

    @Test
    void postgres_keeps_its_data_and_promises_durability() throws Exception {
        int port = FreePorts.one();
        try (var server = startPostgres(port)) {
            execute(server, "create table bottle (name text)");
            execute(server, "insert into bottle values ('Almaviva')");
        }

        try (var server = startPostgres(port)) {
            assertThat(ask(server, "select name from bottle")).isEqualTo("Almaviva");
            assertThat(ask(server, "show fsync")).isEqualTo("on");
            assertThat(ask(server, "show synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void kafka_keeps_its_topics_over_a_restart() throws Exception {
        int port = FreePorts.one();
        int controllerPort = FreePorts.one();
        try (var broker = KafkaBroker.start(directory.resolve("kafka"), port, controllerPort);
                var admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic("bottles", 2, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }

        try (var broker = KafkaBroker.start(directory.resolve("kafka"), port, controllerPort);
                var admin = admin(broker)) {
            assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).contains("bottles");
        }
    }

    @Test
    void redis_keeps_what_it_was_told() throws Exception {
        int port = FreePorts.one();
        try (var _ = startRedis(port)) {
            assertThat(tellRedis(port, "SET bottle Opus\r\n")).isEqualTo("+OK\r\n");
        }

        try (var _ = startRedis(port)) {
            assertThat(tellRedis(port, "GET bottle\r\n")).isEqualTo("$4\r\nOpus\r\n");
        }
    }

    private PostgresServer startPostgres(int port) {
        return PostgresServer.start(
                directory.resolve("bin"),
                directory.resolve("postgres"),
                port,
                directory.resolve("postgres.log"));
    }

    private RedisServer startRedis(int port) {
        return RedisServer.start(
                directory.resolve("bin"),
                directory.resolve("redis"),
                port,
                directory.resolve("redis.log"));
    }

    private static Admin admin(KafkaBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (var connection = server.database("postgres").getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(PostgresServer server, String sql) throws SQLException {
        try (var connection = server.database("postgres").getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String tellRedis(int port, String command) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
