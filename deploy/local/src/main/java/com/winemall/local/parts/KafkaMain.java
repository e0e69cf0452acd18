package com.winemall.local.parts;

import com.winemall.embedded.KafkaBroker;
import java.nio.file.Path;

/// Kafka, in a JVM of its own.
public final class KafkaMain {

    private KafkaMain() {}

    /// @param arguments the log directory, the clients' port, the controller's port
    public static void main(String[] arguments) {
        var broker =
                KafkaBroker.start(
                        Path.of(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop"));
        broker.awaitShutdown();
    }
}
