package com.winemall.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.Topics;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.product.CommitStock;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.orchestrator.OrchestratorServiceTest;
import com.winemall.orchestrator.RestOfTheMall;
import com.winemall.test.OtherVersions;
import com.winemall.test.TestClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Old and new versions of the neighbours, side by side with this one.
@OrchestratorServiceTest
class OtherVersionsIT {

    private final TestClock clock;
    private final RestOfTheMall mall;
    private final Map<String, OrderPlaced> orders = new HashMap<>();

    OtherVersionsIT(TestClock clock) {
        this.clock = clock;
        this.mall = new RestOfTheMall(clock);
    }

    @AfterAll
    void close() {
        mall.close();
    }

    @Test
    void events_of_other_versions_of_orders_move_their_sagas() {
        var refused =
                OtherVersions.send(
                        Topics.ORDER_EVENTS, "order-orchestrator.saga-events", this::prepare);

        assertThat(refused).isEmpty();
        mall.awaitCommand(orders.get("OrderPlaced"), ReserveStock.class);
        mall.awaitCommand(orders.get("PaymentAuthorized"), CommitStock.class);
    }

    @Test
    void replies_of_other_versions_of_participants_are_used() {
        var refused =
                OtherVersions.send(
                        Topics.ORCHESTRATOR_REPLIES,
                        "order-orchestrator.saga-replies",
                        this::prepare);

        assertThat(refused).isEmpty();
        mall.awaitOutcome(orders.get("StockRejected"), OrderCanceled.class);
    }

    /// Brings the saga to where the message makes sense.
    private void prepare(String type, UUID id) {
        var order =
                new OrderPlaced(
                        new OrderId(id),
                        1,
                        RestOfTheMall.someone(),
                        List.of(new OrderLine(RestOfTheMall.WINE, 2)),
                        null,
                        WhenOutOfStock.CANCEL,
                        null,
                        RestOfTheMall.PAYMENT_WINDOW,
                        RestOfTheMall.RESERVATION_WINDOW,
                        clock.instant().plus(Duration.ofDays(7)),
                        clock.instant());
        orders.put(type, order);
        switch (type) {
            case "OrderPlaced" -> {}
            case "PaymentAuthorized", "PaymentTimedOut" ->
                    mall.bringTo(SagaState.ORDER_COMPLETED, order);
            default -> mall.bringTo(SagaState.CHECK_STOCK, order);
        }
    }
}
