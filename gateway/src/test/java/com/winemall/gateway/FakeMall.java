package com.winemall.gateway;

import com.winemall.embedded.FreePorts;
import com.winemall.test.Backends;
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

    private FakeMall() {}

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
                            "spring.data.redis.port=" + REDIS.port())
                    .applyTo(context);
        }

        private static String at(FakeService service) {
            return "winemall.services." + service.name() + ".address=" + service.address();
        }
    }
}
