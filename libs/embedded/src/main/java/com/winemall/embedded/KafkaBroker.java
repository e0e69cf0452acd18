package com.winemall.embedded;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.DynamicVoters;

/// A Kafka broker, its own controller too, inside this JVM, listening on loopback.
public final class KafkaBroker implements AutoCloseable {

    private static final int NODE_ID = 1;

    private final KafkaRaftServer server;
    private final int port;

    private KafkaBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /// Starts the broker over the logs it finds, or over a new, empty directory.
    ///
    /// @param data the log directory; formatted only if it never was
    /// @param port where clients connect
    /// @param controllerPort where the broker talks to itself
    public static KafkaBroker start(Path data, int port, int controllerPort) {
        formatOnce(data, controllerPort);
        var server =
                new KafkaRaftServer(
                        KafkaConfig.fromProps(properties(data, port, controllerPort), false),
                        Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server, port);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public void awaitShutdown() {
        server.awaitShutdown();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /// A directory formatted twice would get a second identity and lose its logs.
    private static void formatOnce(Path data, int controllerPort) {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        var voter = NODE_ID + "@127.0.0.1:" + controllerPort + ":" + Uuid.randomUuid();
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
                    .setNodeId(NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setHasDynamicQuorum(true)
                    .setInitialControllers(DynamicVoters.parse(voter))
                    .setMetadataLogDirectory(data.toString())
                    .addDirectory(data.toString())
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("Kafka's log directory " + data + " cannot be made", e);
        }
    }

    private static Properties properties(Path data, int port, int controllerPort) {
        var properties = new Properties();
        properties.putAll(
                Map.ofEntries(
                        Map.entry("process.roles", "broker,controller"),
                        Map.entry("node.id", Integer.toString(NODE_ID)),
                        Map.entry(
                                "controller.quorum.bootstrap.servers",
                                "127.0.0.1:" + controllerPort),
                        Map.entry("controller.listener.names", "CONTROLLER"),
                        Map.entry(
                                "listeners",
                                "CLIENTS://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                                        .formatted(port, controllerPort)),
                        Map.entry("advertised.listeners", "CLIENTS://127.0.0.1:" + port),
                        Map.entry("inter.broker.listener.name", "CLIENTS"),
                        Map.entry(
                                "listener.security.protocol.map",
                                "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                        Map.entry("log.dirs", data.toString()),
                        Map.entry("auto.create.topics.enable", "false"),
                        Map.entry("offsets.topic.replication.factor", "1"),
                        Map.entry("offsets.topic.num.partitions", "4"),
                        Map.entry("transaction.state.log.replication.factor", "1"),
                        Map.entry("transaction.state.log.min.isr", "1"),
                        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                        Map.entry("share.coordinator.state.topic.min.isr", "1"),
                        Map.entry("group.initial.rebalance.delay.ms", "0"),
                        // A crowd of idle threads costs memory and nothing else here.
                        Map.entry("num.network.threads", "2"),
                        Map.entry("num.io.threads", "4"),
                        Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
                        Map.entry("log.retention.hours", "168")));
        return properties;
    }
}
