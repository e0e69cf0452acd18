package com.winemall.gateway;

import com.winemall.embedded.FreePorts;
import com.winemall.test.Backends;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/// Everything behind the gateway, for all tests of this JVM: services that say who they are, and a
/// Redis that can be cut off.
final class FakeMall {

    static final FakeService USERS = new FakeService("user-service");
    static final FakeService PRODUCTS = new FakeService("product-service");
    static final FakeService ORDERS = new FakeService("order-service");
    static final FakeService COUPONS = new FakeService("coupon-service");
    static final FakeService ORCHESTRATOR = new FakeService("order-orchestrator");
    static final FakeService NOTIFICATIONS = new FakeService("notification-service");
    static final Wire REDIS = new Wire(FreePorts.one(), Backends.get().redisPort());

    private static final Path INSTANCES = fileToBe();

    private FakeMall() {}

    /// Says that a service has these instances and no others.
    static void instances(FakeService service, FakeService... instances) {
        var addresses =
                Stream.of(instances)
                        .map(instance -> instance.address().toString())
                        .collect(Collectors.joining(","));
        instances(service.name() + "=" + addresses);
    }

    /// Says this about the services' instances.
    static void instances(String text) {
        try {
            Files.writeString(INSTANCES, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path fileToBe() {
        try {
            var file = Files.createTempFile("instances", ".properties");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Points the gateway at it.
    static final class Initializer
            implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(
                            at(USERS),
                            at(PRODUCTS),
                            at(ORDERS),
                            at(COUPONS),
                            at(ORCHESTRATOR),
                            at(NOTIFICATIONS),
                            "winemall.instances.file=" + INSTANCES,
                            "spring.data.redis.port=" + REDIS.port())
                    .applyTo(context);
        }

        private static String at(FakeService service) {
            return "winemall.services." + service.name() + ".address=" + service.address();
        }
    }
}
