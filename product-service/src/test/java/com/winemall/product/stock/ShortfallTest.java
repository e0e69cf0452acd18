package com.winemall.product.stock;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.product.StockDepleted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShortfallTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final ProductId ALMAVIVA = new ProductId(new UUID(0, 1));
    private static final Shortfall TWELVE_MORE = new Shortfall(ALMAVIVA, 12);

    @Test
    void more_is_wanted_when_what_is_left_is_no_more_than_the_reorder_point() {
        assertThat(cellarAfterReserving(2, stockOf(5, new Reorder(3, 12))).shortfalls())
                .containsExactly(TWELVE_MORE);
        assertThat(cellarAfterReserving(1, stockOf(5, new Reorder(3, 12))).shortfalls()).isEmpty();
    }

    @Test
    void more_is_wanted_when_somebody_is_refused() {
        assertThat(cellarAfterReserving(6, stockOf(5, new Reorder(-1, 12))).shortfalls())
                .containsExactly(TWELVE_MORE);
    }

    @Test
    void more_is_wanted_when_somebody_has_to_stand_in_line() {
        var cellar = cellarOf(stockOf(0, new Reorder(-1, 12)));

        cellar.handle(reserve(1, WhenOutOfStock.RESERVE));

        assertThat(cellar.shortfalls()).containsExactly(TWELVE_MORE);
    }

    @Test
    void selling_the_last_one_alone_is_no_shortfall_without_a_reorder_point() {
        assertThat(cellarAfterReserving(5, stockOf(5, new Reorder(-1, 12))).shortfalls()).isEmpty();
    }

    @Test
    void without_a_reorder_quantity_nothing_is_ever_wanted() {
        assertThat(cellarAfterReserving(6, stockOf(5, null)).shortfalls()).isEmpty();
    }

    @Test
    void a_shelf_that_was_only_looked_at_wants_nothing() {
        assertThat(cellarOf(stockOf(0, new Reorder(3, 12))).shortfalls()).isEmpty();
    }

    @Test
    void of_an_order_of_several_wines_only_those_that_were_short_are_wanted() {
        var barolo = new ProductId(new UUID(0, 2));
        var enough = new Shelf(barolo, "Barolo", 1, 9, 0, 0, 0, 0, new Reorder(-1, 7));
        var cellar = cellarOf(stockOf(0, new Reorder(-1, 12)), enough);

        cellar.handle(
                reserve(
                        WhenOutOfStock.CANCEL,
                        new OrderLine(ALMAVIVA, 1),
                        new OrderLine(barolo, 1)));

        assertThat(cellar.shortfalls()).containsExactly(TWELVE_MORE);
    }

    @Test
    void that_the_last_one_is_gone_is_news_once() {
        var cellar = cellarAfterReserving(5, stockOf(5, null));

        assertThat(cellar.news()).containsExactly(new StockDepleted(ALMAVIVA, 1, "Almaviva", NOON));
        assertThat(cellarAfterReserving(1, stockOf(0, null)).news()).isEmpty();
    }

    private static Cellar cellarAfterReserving(int quantity, Shelf shelf) {
        var cellar = cellarOf(shelf);
        cellar.handle(reserve(quantity, WhenOutOfStock.CANCEL));
        return cellar;
    }

    private static Cellar cellarOf(Shelf... shelves) {
        return new Cellar(NOON, List.of(shelves), List.of(), List.of(), List.of());
    }

    private static Shelf stockOf(int units, @Nullable Reorder reorder) {
        return new Shelf(ALMAVIVA, "Almaviva", 1, units, 0, 0, 0, 0, reorder);
    }

    private static ReserveStock reserve(int quantity, WhenOutOfStock whenOutOfStock) {
        return reserve(whenOutOfStock, new OrderLine(ALMAVIVA, quantity));
    }

    private static ReserveStock reserve(WhenOutOfStock whenOutOfStock, OrderLine... lines) {
        return new ReserveStock(
                new CommandId("reserve"),
                new OrderId(new UUID(0, 7)),
                new CustomerId(new UUID(0, 8)),
                List.of(lines),
                whenOutOfStock,
                null,
                Duration.ofMinutes(6),
                Duration.ofMinutes(11),
                NOON.plus(Duration.ofDays(1)));
    }
}
