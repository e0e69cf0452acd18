package com.winemall.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.product.AdResumptionRequested;
import com.winemall.contracts.product.AdSuspensionRequested;
import com.winemall.contracts.product.ProductCommand;
import com.winemall.contracts.product.ProductEvent;
import com.winemall.contracts.product.ReleaseStock;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.product.StockDepleted;
import com.winemall.contracts.product.StockReplenished;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.contracts.reply.StockReleased;
import com.winemall.contracts.reply.StockReserved;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestTokens;
import com.winemall.test.TestTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServiceTest
class AdvertisementIT {

    private static final Duration HOLD = Duration.ofMinutes(6);
    private static final String AD_MANAGER = "ads@winemall.test";

    private final RestTestClient http;
    private final Wines wines;
    private final TestTopic<ProductCommand> commands = TestTopic.open(Topics.PRODUCT_COMMANDS);
    private final TestTopic<SagaReply> replies = TestTopic.open(Topics.ORCHESTRATOR_REPLIES);
    private final TestTopic<ProductEvent> events = TestTopic.open(Topics.PRODUCT_EVENTS);
    private final String admin = TestTokens.admin(new CustomerId(UUID.randomUUID()));

    AdvertisementIT(@LocalServerPort int port) {
        this.http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.wines = new Wines(http, admin);
    }

    @AfterEach
    void close() {
        commands.close();
        replies.close();
        events.close();
    }

    @Test
    void ads_stop_when_a_wine_runs_out_and_go_on_when_it_is_back_for_good() {
        var wine = advertised(2);
        assertThat(isAdvertised(wine)).isTrue();

        var order = take(wine, 2);
        var suspended = events.await(event -> isAbout(wine, event, AdSuspensionRequested.class));

        assertThat(suspended)
                .isInstanceOfSatisfying(
                        AdSuspensionRequested.class,
                        event -> {
                            assertThat(event.adManagerEmail()).isEqualTo(AD_MANAGER);
                            assertThat(event.name()).startsWith("Clos de Test");
                            assertThat(event.at()).isBeforeOrEqualTo(Instant.now());
                        });
        assertThat(isAdvertised(wine)).isFalse();
        release(order, wine, 2);
        assertThat(isAdvertised(wine)).as("it may be gone again in a moment").isFalse();
        events.await(event -> isAbout(wine, event, AdResumptionRequested.class));
        assertThat(isAdvertised(wine)).isTrue();

        assertThat(told(wine))
                .containsExactly(
                        StockDepleted.class,
                        AdSuspensionRequested.class,
                        StockReplenished.class,
                        AdResumptionRequested.class);
        assertThat(events.messages().stream().filter(event -> event.productId().equals(wine)))
                .extracting(ProductEvent::version)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void a_wine_that_flickers_is_told_of_once() {
        var wine = advertised(1);
        for (int i = 0; i < 5; i++) {
            release(take(wine, 1), wine, 1);
        }
        var last = take(wine, 1);

        await().during(Duration.ofSeconds(1)).until(() -> !isAdvertised(wine));
        assertThat(told(wine)).filteredOn(type -> type == AdSuspensionRequested.class).hasSize(1);
        assertThat(told(wine)).doesNotContain(AdResumptionRequested.class);

        release(last, wine, 1);
        await().until(() -> isAdvertised(wine));
        take(wine, 1);
        await().until(() -> !isAdvertised(wine));
        events.await(2, event -> isAbout(wine, event, AdSuspensionRequested.class));
    }

    @Test
    void a_wine_nobody_advertises_is_none_of_the_ad_managers_business() {
        var wine = wines.add(Map.of("initialStock", 1, "adManagerEmail", AD_MANAGER));

        take(wine, 1);

        events.await(event -> isAbout(wine, event, StockDepleted.class));
        assertThat(told(wine)).containsExactly(StockDepleted.class);
    }

    @Test
    void a_wine_that_is_not_to_be_advertised_any_more_comes_back_in_silence() {
        var wine = advertised(1);
        var order = take(wine, 1);
        events.await(event -> isAbout(wine, event, AdSuspensionRequested.class));
        http.patch()
                .uri("/api/products/{id}", wine)
                .header("Authorization", "Bearer " + admin)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"advertised\":false}")
                .exchange()
                .expectStatus()
                .isOk();

        release(order, wine, 1);

        await().during(Duration.ofSeconds(2))
                .until(() ->
                        !told(wine).contains(AdResumptionRequested.class) && !isAdvertised(wine));
    }

    private ProductId advertised(int units) {
        return wines.add(
                Map.of("initialStock", units, "advertised", true, "adManagerEmail", AD_MANAGER));
    }

    private OrderId take(ProductId wine, int units) {
        var order = new OrderId(UUID.randomUUID());
        commands.send(
                new ReserveStock(
                        new CommandId(order + "/reserve"),
                        order,
                        new CustomerId(UUID.randomUUID()),
                        List.of(new OrderLine(wine, units)),
                        WhenOutOfStock.CANCEL,
                        null,
                        HOLD,
                        HOLD,
                        Instant.now().plus(HOLD)));
        replies.await(reply -> reply instanceof StockReserved it && it.orderId().equals(order));
        return order;
    }

    private void release(OrderId order, ProductId wine, int units) {
        commands.send(
                new ReleaseStock(
                        new CommandId(order + "/release"),
                        order,
                        List.of(new OrderLine(wine, units))));
        replies.await(reply -> reply instanceof StockReleased it && it.orderId().equals(order));
    }

    private boolean isAdvertised(ProductId wine) {
        return http.get()
                .uri("/api/products/{id}", wine)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(Offered.class)
                .getResponseBody()
                .advertised();
    }

    private List<Class<?>> told(ProductId wine) {
        return events.messages().stream()
                .filter(event -> event.productId().equals(wine))
                .<Class<?>>map(Object::getClass)
                .toList();
    }

    private static boolean isAbout(
            ProductId wine, ProductEvent event, Class<? extends ProductEvent> type) {
        return type.isInstance(event) && event.productId().equals(wine);
    }

    private record Offered(boolean advertised) {}
}
