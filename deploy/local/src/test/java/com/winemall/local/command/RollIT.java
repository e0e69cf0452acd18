package com.winemall.local.command;

import static com.winemall.local.command.OpenMall.OUT;
import static com.winemall.local.command.OpenMall.PATIENCE;
import static com.winemall.local.command.OpenMall.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.local.client.Customers;
import com.winemall.local.client.Offers;
import com.winemall.local.parts.Parts;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Services that are replaced, and instances that are killed beside others, while orders come in.
///
/// One service is rolled in every build; all of them, and the kills, with `-Dmall.all=true`.
/// `-Dmall.rate=100` sets the orders a second.
class RollIT {

    private static final int RATE = Integer.getInteger("mall.rate", 30);
    private static final int CUSTOMERS = 50;
    private static final int BEFORE = 3 * RATE;

    /// What the gateway has in hand when it is told that a connection is gone.
    private static final Duration HEARD_OF_WITHIN = Duration.ofMillis(100);

    @RegisterExtension private static final OpenMall MALL = new OpenMall();

    private String wine;

    @ParameterizedTest
    @MethodSource("rolled")
    void nobody_notices_that_a_service_is_replaced(String service) {
        try (var orders = begin()) {
            MALL.scaling().roll(service);
            int placed = orders.placed().size();
            await().atMost(PATIENCE).until(() -> orders.placed().size() >= placed + BEFORE);

            orders.end();
            OUT.println(service + " rolled: " + orders.figures());
            assertThat(orders.failed()).isEmpty();
            eachOrderIsThereOnce(orders);
        }
    }

    static Stream<String> rolled() {
        return all() ? Parts.scalable().stream() : Stream.of("order-service");
    }

    @ParameterizedTest
    @MethodSource("killed")
    @EnabledIfSystemProperty(named = "mall.all", matches = "true")
    void of_two_one_is_killed_and_only_what_it_had_in_hand_fails(String service) {
        MALL.scaling().scale(service, 2);
        try (var orders = begin()) {
            MALL.parts().instances(service, 2).getLast().kill();
            var heardOf = Instant.now().plus(HEARD_OF_WITHIN);
            int placed = orders.placed().size();
            await().atMost(PATIENCE).until(() -> orders.placed().size() >= placed + 2 * BEFORE);

            orders.end();
            OUT.println("one of two of " + service + " killed: " + orders.figures());
            assertThat(orders.failed()).allMatch(failed -> failed.began().isBefore(heardOf));
            orders.placeLost();
            eachOrderIsThereOnce(orders);
        }
        MALL.scaling().scale(service, MALL.parts().instances(service).size());
    }

    static Stream<String> killed() {
        return Parts.scalable().stream();
    }

    private SteadyOrders begin() {
        wine = new Offers(MALL.client(), MALL.admin()).wine("Rolled", 1_000_000);
        var customers = Customers.make(CUSTOMERS, MALL.admin());
        var orders = SteadyOrders.begin(MALL.client(), customers, wine, RATE);
        await().atMost(PATIENCE).until(() -> orders.placed().size() >= BEFORE);
        return orders;
    }

    private void eachOrderIsThereOnce(SteadyOrders orders) {
        patiently()
                .untilAsserted(() ->
                        assertThat(Set.copyOf(orders.known().values()))
                                .isSubsetOf("NOTPAYED", "PREPARING"));
        assertThat(orders.known().keySet()).isEqualTo(orders.placed().keySet());
        var stock = stock();
        assertThat(stock.get("held").asInt() + 1_000_000 - stock.get("onHand").asInt())
                .isEqualTo(orders.placed().size());
        MALL.auditHolds();
    }

    private JsonNode stock() {
        return MALL.client()
                .get("/api/products/" + wine + "/stock", MALL.admin())
                .expect(200)
                .body();
    }

    private static boolean all() {
        return Boolean.getBoolean("mall.all");
    }
}
