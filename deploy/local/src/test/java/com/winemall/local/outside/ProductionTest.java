package com.winemall.local.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductionTest {

    private static final String PRODUCT = "0198c0de-7e57-7000-8000-000000000001";
    private static final String ORDER =
            "{\"productId\":\"" + PRODUCT + "\",\"quantity\":5,\"reference\":\"r-1\"}";

    @TempDir private Path data;

    private final List<Brought> brought = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private PlaceServer customer;
    private TestWorld world;

    private record Brought(String deliveryId, String productId, int quantity, boolean isSigned) {}

    private record Body(String deliveryId, String productId, int quantity) {}

    @BeforeEach
    void start() {
        customer = PlaceServer.bind(TestWorld.ANY_PORT);
        var routes = new Routes();
        routes.on("POST", "/deliveries", this::takeIn);
        customer.serve(routes);
        world = open();
    }

    @AfterEach
    void stop() {
        world.close();
        customer.close();
    }

    @Test
    void what_was_ordered_is_brought_and_signed() {
        produce("{\"time\":\"PT0S\"}");

        var order = world.order("key-1", ORDER).body();

        await().until(() -> status().equals("DELIVERED"));
        var id = order.path("id").asString() + "-0";
        assertThat(brought).containsExactly(new Brought(id, PRODUCT, 5, true));
    }

    @Test
    void it_can_come_in_parts_and_each_of_them_twice() {
        produce("{\"time\":\"PT0S\",\"parts\":2,\"twice\":true}");

        var id = world.order("key-1", ORDER).body().path("id").asString();

        await().untilAsserted(() -> assertThat(brought).hasSize(4));
        var first = new Brought(id + "-0", PRODUCT, 3, true);
        var second = new Brought(id + "-3", PRODUCT, 2, true);
        assertThat(brought).containsExactly(first, first, second, second);
    }

    @Test
    void an_order_that_comes_again_is_produced_once() {
        produce("{\"time\":\"PT0.1S\"}");

        world.order("key-1", ORDER);
        world.order("key-1", ORDER);
        await().until(() -> status().equals("DELIVERED"));
        world.order("key-1", ORDER);

        assertThat(brought).hasSize(1);
    }

    @Test
    void whoever_is_not_there_gets_it_later() {
        refusals.set(1);
        produce("{\"time\":\"PT0S\"}");

        world.order("key-1", ORDER);

        await().until(() -> status().equals("DELIVERED"));
        assertThat(brought).hasSize(1);
    }

    @Test
    void what_was_not_brought_when_the_factory_closed_is_brought_when_it_opens_again() {
        produce("{\"time\":\"PT1H\"}");
        world.order("key-1", ORDER);
        world.close();

        world = open();

        await().until(() -> status().equals("DELIVERED"));
        assertThat(brought).hasSize(1);
    }

    @Test
    void a_change_of_the_time_it_takes_is_for_what_is_under_way_too() {
        produce("{\"time\":\"PT1H\"}");
        world.order("key-1", ORDER);
        produce("{\"time\":\"PT0S\"}");

        await().until(() -> status().equals("DELIVERED"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"time\":\"PT-1S\"}", "{\"parts\":0}", "{\"parts\":101}", "{\"x\":1}"})
    void settings_that_make_no_sense_are_refused(String settings) {
        assertThat(world.factory("PUT", "/production", settings).code())
                .isEqualTo("INVALID_REQUEST");
    }

    private TestWorld open() {
        var opened =
                TestWorld.over(
                        data, URI.create("http://127.0.0.1:" + customer.port() + "/deliveries"));
        opened.factory("PUT", "/behaviour", "{\"delay\":\"PT0S\",\"failureRate\":0}");
        return opened;
    }

    private void produce(String settings) {
        assertThat(world.factory("PUT", "/production", settings).status()).isEqualTo(200);
    }

    private String status() {
        return world.factory("GET", "/production-orders").body().at("/0/status").asString();
    }

    private Answer takeIn(Request request) throws IOException {
        if (refusals.getAndDecrement() > 0) {
            return Problem.SERVICE_UNAVAILABLE.answer("Nobody is there");
        }
        var bytes = request.body();
        var body = Json.strict(Body.class).<Body>readValue(bytes);
        var id = request.header("webhook-id").orElseThrow();
        var at = Long.parseLong(request.header("webhook-timestamp").orElseThrow());
        var expected =
                new FactoryCustomer(URI.create("x"), FactoryCustomer.LOCAL_SECRET)
                        .signature(id, at, bytes);
        brought.add(
                new Brought(
                        body.deliveryId(),
                        body.productId(),
                        body.quantity(),
                        request.header("webhook-signature").orElse("").equals(expected)));
        return Answer.nothing();
    }
}
