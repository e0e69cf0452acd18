package com.winemall.product.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CommandId;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.product.CommitStock;
import com.winemall.contracts.product.ReleaseStock;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.product.ReturnStock;
import com.winemall.contracts.product.StockCommand;
import com.winemall.contracts.product.StockDepleted;
import com.winemall.contracts.product.StockReplenished;
import com.winemall.contracts.reply.StockAwaited;
import com.winemall.contracts.reply.StockCommitted;
import com.winemall.contracts.reply.StockLost;
import com.winemall.contracts.reply.StockRejected;
import com.winemall.contracts.reply.StockReleased;
import com.winemall.contracts.reply.StockReply;
import com.winemall.contracts.reply.StockReserved;
import com.winemall.contracts.reply.StockReturned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CellarTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOLD = Duration.ofMinutes(6);
    private static final Duration HOLD_WHEN_SERVED = Duration.ofMinutes(11);
    private static final Instant WAIT_UNTIL = NOON.plus(Duration.ofDays(1));

    private static final ProductId ALMAVIVA = new ProductId(new UUID(0, 1));
    private static final ProductId BAROLO = new ProductId(new UUID(0, 2));
    private static final ProductId NO_SUCH_WINE = new ProductId(new UUID(0, 9));

    private final RememberedStocks stocks = new RememberedStocks();

    private Instant now = NOON;

    // Reserving.

    @Test
    void reserved_units_are_no_longer_for_sale() {
        stocks.put(ALMAVIVA, 5);

        var reply = reserve(order(1), units(ALMAVIVA, 4));

        assertThat(reply).isEqualTo(reserved(order(1), NOON.plus(HOLD), line(ALMAVIVA, 4)));
        assertThat(stocks.shelf(ALMAVIVA).available()).isEqualTo(1);
    }

    @Test
    void a_reservation_delivered_twice_takes_the_units_once_and_is_answered_the_same() {
        stocks.put(ALMAVIVA, 5);
        var first = reserve(order(1), units(ALMAVIVA, 4));
        now = NOON.plusSeconds(30);

        var second = reserve(order(1), units(ALMAVIVA, 4));

        assertThat(second).isEqualTo(first);
        assertThat(stocks.shelf(ALMAVIVA).available()).isEqualTo(1);
    }

    @Test
    void more_than_there_is_is_refused_with_what_there_is() {
        stocks.put(ALMAVIVA, 1);

        var reply = reserve(order(1), units(ALMAVIVA, 2));

        assertThat(reply).isEqualTo(stockOut(order(1), shortage(ALMAVIVA, 2, 1)));
        assertThat(stocks.shelf(ALMAVIVA).available()).isEqualTo(1);
    }

    @Test
    void a_refusal_stays_a_refusal_when_units_have_come_meanwhile() {
        stocks.put(ALMAVIVA, 1);
        var first = reserve(order(1), units(ALMAVIVA, 2));
        receive(ALMAVIVA, 10);

        assertThat(reserve(order(1), units(ALMAVIVA, 2))).isEqualTo(first);
    }

    @Test
    void all_lines_are_held_or_none() {
        stocks.put(ALMAVIVA, 5);
        stocks.put(BAROLO, 1);

        var reply = reserve(order(1), units(ALMAVIVA, 2), units(BAROLO, 2));

        assertThat(reply).isEqualTo(stockOut(order(1), shortage(BAROLO, 2, 1)));
        assertThat(stocks.shelf(ALMAVIVA).available()).isEqualTo(5);
    }

    @Test
    void two_lines_of_one_wine_are_counted_together() {
        stocks.put(ALMAVIVA, 5);

        assertThat(reserve(order(1), units(ALMAVIVA, 3), units(ALMAVIVA, 3)))
                .isEqualTo(stockOut(order(1), shortage(ALMAVIVA, 6, 5)));
        assertThat(reserve(order(2), units(ALMAVIVA, 3), units(ALMAVIVA, 2)))
                .isEqualTo(reserved(order(2), NOON.plus(HOLD), line(ALMAVIVA, 5)));
    }

    @Test
    void an_unknown_wine_is_said_to_be_unknown_and_the_others_are_left_alone() {
        stocks.put(ALMAVIVA, 5);

        var reply = reserve(order(1), units(ALMAVIVA, 1), units(NO_SUCH_WINE, 1));

        assertThat(reply)
                .isEqualTo(
                        new StockRejected(
                                reserveId(order(1)),
                                order(1),
                                CancelReason.PRODUCT_NOT_FOUND,
                                List.of(new Shortage(NO_SUCH_WINE, null, 1, 0))));
        assertThat(reserve(order(1), units(ALMAVIVA, 1), units(NO_SUCH_WINE, 1))).isEqualTo(reply);
        assertThat(stocks.shelf(ALMAVIVA).available()).isEqualTo(5);
    }

    @Test
    void many_orders_of_one_poll_are_served_in_their_order_until_there_is_none_left() {
        stocks.put(ALMAVIVA, 3);

        var replies =
                stocks.inOneTransaction(
                        now,
                        cellar ->
                                List.of(1, 2, 3, 4, 5).stream()
                                        .map(i ->
                                                cellar.handle(
                                                        reserveCommand(
                                                                order(i),
                                                                WhenOutOfStock.CANCEL,
                                                                units(ALMAVIVA, 1))))
                                        .toList());

        assertThat(replies.subList(0, 3)).allMatch(StockReserved.class::isInstance);
        assertThat(replies.subList(3, 5)).allMatch(StockRejected.class::isInstance);
    }

    // Releasing, committing, returning.

    @Test
    void released_units_are_for_sale_again_once() {
        stocks.put(ALMAVIVA, 5);
        reserve(order(1), units(ALMAVIVA, 4));

        release(order(1), units(ALMAVIVA, 4));
        release(order(1), units(ALMAVIVA, 4));

        assertThat(stocks.shelf(ALMAVIVA).available()).isEqualTo(5);
    }

    @Test
    void a_release_that_comes_before_its_reservation_makes_the_reservation_come_too_late() {
        stocks.put(ALMAVIVA, 5);

        assertThat(release(order(1), units(ALMAVIVA, 4)))
                .isEqualTo(new StockReleased(releaseId(order(1)), order(1)));

        assertThat(reserve(order(1), units(ALMAVIVA, 4))).isInstanceOf(StockRejected.class);
        assertThat(stocks.shelf(ALMAVIVA).available()).isEqualTo(5);
    }

    @Test
    void committed_units_leave_the_stock_once_and_are_in_the_ledger_once() {
        stocks.put(ALMAVIVA, 5);
        reserve(order(1), units(ALMAVIVA, 4));

        var first = commit(order(1), units(ALMAVIVA, 4));
        var second = commit(order(1), units(ALMAVIVA, 4));

        assertThat(first).isEqualTo(new StockCommitted(commitId(order(1)), order(1)));
        assertThat(second).isEqualTo(first);
        assertThat(stocks.shelf(ALMAVIVA).onHand()).isEqualTo(1);
        assertThat(stocks.shelf(ALMAVIVA).held()).isZero();
        assertThat(stocks.movements())
                .containsExactly(
                        new Movement(ALMAVIVA, Movement.Kind.SOLD, -4, order(1).toString()));
    }

    @Test
    void what_was_never_held_or_has_run_out_cannot_be_committed() {
        stocks.put(ALMAVIVA, 5);
        reserve(order(1), units(ALMAVIVA, 4));
        now = NOON.plus(HOLD);

        assertThat(commit(order(1), units(ALMAVIVA, 4)))
                .isEqualTo(new StockLost(commitId(order(1)), order(1)));
        assertThat(commit(order(2), units(ALMAVIVA, 4)))
                .isEqualTo(new StockLost(commitId(order(2)), order(2)));
        assertThat(stocks.shelf(ALMAVIVA).onHand()).isEqualTo(5);
    }

    @Test
    void sold_units_are_not_released() {
        stocks.put(ALMAVIVA, 5);
        reserve(order(1), units(ALMAVIVA, 4));
        commit(order(1), units(ALMAVIVA, 4));

        assertThatThrownBy(() -> release(order(1), units(ALMAVIVA, 4)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already sold");
    }

    @Test
    void returned_units_are_back_and_releasing_them_afterwards_does_nothing() {
        stocks.put(ALMAVIVA, 5);
        reserve(order(1), units(ALMAVIVA, 4));
        commit(order(1), units(ALMAVIVA, 4));

        assertThat(takeBack(order(1), units(ALMAVIVA, 4)))
                .isEqualTo(new StockReturned(returnId(order(1)), order(1)));
        takeBack(order(1), units(ALMAVIVA, 4));
        release(order(1), units(ALMAVIVA, 4));

        assertThat(stocks.shelf(ALMAVIVA).available()).isEqualTo(5);
        assertThat(stocks.movements()).hasSize(2);
    }

    @Test
    void a_return_before_the_commit_makes_the_commit_find_nothing() {
        stocks.put(ALMAVIVA, 5);
        reserve(order(1), units(ALMAVIVA, 4));

        takeBack(order(1), units(ALMAVIVA, 4));

        assertThat(commit(order(1), units(ALMAVIVA, 4))).isInstanceOf(StockLost.class);
        assertThat(stocks.shelf(ALMAVIVA).available()).isEqualTo(5);
    }

    // Leases.

    @Test
    void a_hold_stops_counting_the_moment_it_runs_out() {
        stocks.put(ALMAVIVA, 5);
        reserve(order(1), units(ALMAVIVA, 4));

        now = NOON.plus(HOLD).minusMillis(1);
        assertThat(reserve(order(2), units(ALMAVIVA, 4))).isInstanceOf(StockRejected.class);
        now = NOON.plus(HOLD);
        assertThat(reserve(order(3), units(ALMAVIVA, 4))).isInstanceOf(StockReserved.class);
    }

    @Test
    void a_reservation_that_ran_out_is_answered_as_before_with_its_end_in_the_past() {
        stocks.put(ALMAVIVA, 5);
        var first = reserve(order(1), units(ALMAVIVA, 4));
        now = NOON.plus(HOLD.multipliedBy(2));

        assertThat(reserve(order(1), units(ALMAVIVA, 4))).isEqualTo(first);
        assertThat(stocks.shelf(ALMAVIVA).held()).isZero();
    }

    // The line.

    @Test
    void who_may_wait_stands_in_line_in_the_order_of_arrival() {
        stocks.put(ALMAVIVA, 0);

        assertThat(waitFor(order(1), units(ALMAVIVA, 2))).isEqualTo(awaited(order(1), 1));
        assertThat(waitFor(order(2), units(ALMAVIVA, 1))).isEqualTo(awaited(order(2), 2));
        assertThat(waitFor(order(1), units(ALMAVIVA, 2)))
                .as("asked again")
                .isEqualTo(awaited(order(1), 1));
    }

    @Test
    void units_that_come_back_are_kept_for_the_head_of_the_line_until_there_are_enough() {
        stocks.put(ALMAVIVA, 0);
        waitFor(order(1), units(ALMAVIVA, 3));
        waitFor(order(2), units(ALMAVIVA, 1));

        receive(ALMAVIVA, 2);

        assertThat(stocks.announcements()).isEmpty();
        assertThat(stocks.shelf(ALMAVIVA).available()).as("for a newcomer").isZero();
        assertThat(reserve(order(3), units(ALMAVIVA, 1))).isInstanceOf(StockRejected.class);
    }

    @Test
    void the_line_is_served_from_its_head_and_what_is_left_is_for_everybody() {
        stocks.put(ALMAVIVA, 0);
        waitFor(order(1), units(ALMAVIVA, 3));
        waitFor(order(2), units(ALMAVIVA, 1));
        now = NOON.plusSeconds(60);

        receive(ALMAVIVA, 6);

        assertThat(stocks.announcements())
                .containsExactly(
                        new StockReserved(
                                reserveId(order(1)),
                                order(1),
                                List.of(line(ALMAVIVA, 3)),
                                true,
                                now.plus(HOLD_WHEN_SERVED)),
                        new StockReserved(
                                reserveId(order(2)),
                                order(2),
                                List.of(line(ALMAVIVA, 1)),
                                true,
                                now.plus(HOLD_WHEN_SERVED)));
        assertThat(stocks.shelf(ALMAVIVA).available()).isEqualTo(2);
    }

    @Test
    void units_released_by_one_order_go_to_the_line_and_not_to_a_newcomer_in_the_same_poll() {
        stocks.put(ALMAVIVA, 1);
        reserve(order(1), units(ALMAVIVA, 1));
        waitFor(order(2), units(ALMAVIVA, 1));

        var replies =
                stocks.inOneTransaction(
                        now,
                        cellar ->
                                List.of(
                                        cellar.handle(
                                                new ReleaseStock(
                                                        releaseId(order(1)),
                                                        order(1),
                                                        List.of(units(ALMAVIVA, 1)))),
                                        cellar.handle(
                                                reserveCommand(
                                                        order(3),
                                                        WhenOutOfStock.CANCEL,
                                                        units(ALMAVIVA, 1)))));

        assertThat(replies.get(1)).isInstanceOf(StockRejected.class);
        assertThat(stocks.announcements())
                .extracting(StockReply::orderId)
                .containsExactly(order(2));
    }

    @Test
    void a_hold_that_runs_out_serves_the_line() {
        stocks.put(ALMAVIVA, 1);
        reserve(order(1), units(ALMAVIVA, 1));
        waitFor(order(2), units(ALMAVIVA, 1));
        now = NOON.plus(HOLD);

        stocks.inOneTransaction(now, _ -> List.of());

        assertThat(stocks.announcements())
                .extracting(StockReply::orderId)
                .containsExactly(order(2));
    }

    @Test
    void who_leaves_the_line_does_not_hold_up_those_behind() {
        stocks.put(ALMAVIVA, 1);
        waitFor(order(1), units(ALMAVIVA, 3));
        waitFor(order(2), units(ALMAVIVA, 1));

        release(order(1), units(ALMAVIVA, 3));

        assertThat(stocks.announcements())
                .extracting(StockReply::orderId)
                .containsExactly(order(2));
        assertThat(stocks.shelf(ALMAVIVA).waiting()).isZero();
    }

    @Test
    void a_wait_that_is_over_ends_and_takes_no_units() {
        stocks.put(ALMAVIVA, 0);
        waitFor(order(1), units(ALMAVIVA, 1));
        now = WAIT_UNTIL;

        receive(ALMAVIVA, 1);

        assertThat(stocks.announcements())
                .containsExactly(
                        new StockRejected(
                                reserveId(order(1)),
                                order(1),
                                CancelReason.WAIT_EXPIRED,
                                List.of(shortage(ALMAVIVA, 1, 0))));
        assertThat(stocks.shelf(ALMAVIVA).available()).isEqualTo(1);
    }

    @Test
    void a_wait_that_is_over_is_answered_as_over_when_asked_again() {
        stocks.put(ALMAVIVA, 1);
        reserve(order(1), units(ALMAVIVA, 1));
        waitFor(order(2), units(ALMAVIVA, 1));
        now = WAIT_UNTIL;

        var reply = waitFor(order(2), units(ALMAVIVA, 1));

        assertThat(reply)
                .as("although a hold has run out as well")
                .isEqualTo(stocks.announcements().getFirst());
    }

    @Test
    void an_order_served_from_the_line_is_answered_as_served_when_asked_again() {
        stocks.put(ALMAVIVA, 0);
        waitFor(order(1), units(ALMAVIVA, 1));
        receive(ALMAVIVA, 1);

        assertThat(waitFor(order(1), units(ALMAVIVA, 1)))
                .isEqualTo(stocks.announcements().getFirst());
    }

    // What the mall hears.

    @Test
    void units_that_come_back_to_an_empty_shelf_are_news_whatever_brings_them() {
        stocks.put(ALMAVIVA, 1);
        reserve(order(1), units(ALMAVIVA, 1));
        release(order(1), units(ALMAVIVA, 1));
        reserve(order(2), units(ALMAVIVA, 1));
        commit(order(2), units(ALMAVIVA, 1));
        takeBack(order(2), units(ALMAVIVA, 1));
        reserve(order(3), units(ALMAVIVA, 1));
        now = NOON.plus(HOLD);
        stocks.inOneTransaction(now, _ -> List.of());
        reserve(order(4), units(ALMAVIVA, 1));
        receive(ALMAVIVA, 7);

        assertThat(stocks.news())
                .containsExactly(
                        depleted(1, NOON),
                        replenished(2, 1, NOON),
                        depleted(3, NOON),
                        replenished(4, 1, NOON),
                        depleted(5, NOON),
                        replenished(6, 1, now),
                        depleted(7, now),
                        replenished(8, 7, now));
    }

    @Test
    void units_that_join_others_on_the_shelf_are_no_news() {
        stocks.put(ALMAVIVA, 3);
        reserve(order(1), units(ALMAVIVA, 2));

        release(order(1), units(ALMAVIVA, 2));
        receive(ALMAVIVA, 5);

        assertThat(stocks.news()).isEmpty();
    }

    @Test
    void units_that_come_back_and_are_taken_in_one_transaction_are_no_news() {
        stocks.put(ALMAVIVA, 2);
        reserve(order(1), units(ALMAVIVA, 2));

        stocks.inOneTransaction(
                now,
                cellar ->
                        List.of(
                                cellar.handle(
                                        new ReleaseStock(
                                                releaseId(order(1)),
                                                order(1),
                                                List.of(units(ALMAVIVA, 2)))),
                                cellar.handle(
                                        reserveCommand(
                                                order(2),
                                                WhenOutOfStock.CANCEL,
                                                units(ALMAVIVA, 2)))));

        assertThat(stocks.news()).containsExactly(depleted(1, now));
    }

    @Test
    void an_order_that_finds_an_overdue_hold_and_takes_less_leaves_news() {
        stocks.put(ALMAVIVA, 5);
        reserve(order(1), units(ALMAVIVA, 5));
        now = NOON.plus(HOLD);

        reserve(order(2), units(ALMAVIVA, 2));

        assertThat(stocks.news()).containsExactly(depleted(1, NOON), replenished(2, 3, now));
    }

    @Test
    void an_order_that_takes_all_of_an_overdue_hold_leaves_none() {
        stocks.put(ALMAVIVA, 5);
        reserve(order(1), units(ALMAVIVA, 5));
        now = NOON.plus(HOLD);

        reserve(order(2), units(ALMAVIVA, 5));

        assertThat(stocks.news()).containsExactly(depleted(1, NOON));
    }

    @Test
    void units_that_only_go_to_people_in_line_are_no_news_and_what_the_line_leaves_is() {
        stocks.put(ALMAVIVA, 0);
        waitFor(order(1), units(ALMAVIVA, 2));
        waitFor(order(2), units(ALMAVIVA, 2));

        receive(ALMAVIVA, 3);
        assertThat(stocks.news()).as("one is kept for the next in line").isEmpty();
        receive(ALMAVIVA, 2);

        assertThat(stocks.news()).containsExactly(replenished(1, 1, now));
    }

    @Test
    void units_that_were_kept_for_the_last_in_line_are_news_when_the_line_is_gone() {
        stocks.put(ALMAVIVA, 1);
        waitFor(order(1), units(ALMAVIVA, 2));

        release(order(1), units(ALMAVIVA, 2));

        assertThat(stocks.news()).containsExactly(depleted(1, now), replenished(2, 1, now));
    }

    @Test
    void a_command_delivered_again_is_no_news_again() {
        stocks.put(ALMAVIVA, 1);
        reserve(order(1), units(ALMAVIVA, 1));

        release(order(1), units(ALMAVIVA, 1));
        release(order(1), units(ALMAVIVA, 1));

        assertThat(stocks.news()).containsExactly(depleted(1, now), replenished(2, 1, now));
    }

    // Given, when.

    private StockReply reserve(OrderId order, OrderLine... lines) {
        return handle(reserveCommand(order, WhenOutOfStock.CANCEL, lines));
    }

    private StockReply waitFor(OrderId order, OrderLine... lines) {
        return handle(reserveCommand(order, WhenOutOfStock.RESERVE, lines));
    }

    private StockReply release(OrderId order, OrderLine... lines) {
        return handle(new ReleaseStock(releaseId(order), order, List.of(lines)));
    }

    private StockReply commit(OrderId order, OrderLine... lines) {
        return handle(new CommitStock(commitId(order), order, List.of(lines)));
    }

    private StockReply takeBack(OrderId order, OrderLine... lines) {
        return handle(new ReturnStock(returnId(order), order, List.of(lines)));
    }

    private StockReply handle(StockCommand command) {
        return stocks.inOneTransaction(now, cellar -> List.of(cellar.handle(command))).getFirst();
    }

    private void receive(ProductId wine, int quantity) {
        stocks.inOneTransaction(
                now,
                cellar -> {
                    cellar.receive(wine, quantity, "delivery at " + now);
                    return List.of();
                });
    }

    private static ReserveStock reserveCommand(
            OrderId order, WhenOutOfStock whenOutOfStock, OrderLine... lines) {
        return new ReserveStock(
                reserveId(order),
                order,
                new CustomerId(new UUID(5, 5)),
                List.of(lines),
                whenOutOfStock,
                null,
                HOLD,
                HOLD_WHEN_SERVED,
                WAIT_UNTIL);
    }

    private static OrderId order(int number) {
        return new OrderId(new UUID(1, number));
    }

    private static OrderLine units(ProductId wine, int quantity) {
        return new OrderLine(wine, quantity);
    }

    private static CommandId reserveId(OrderId order) {
        return new CommandId(order + "/reserve");
    }

    private static CommandId releaseId(OrderId order) {
        return new CommandId(order + "/release");
    }

    private static CommandId commitId(OrderId order) {
        return new CommandId(order + "/commit");
    }

    private static CommandId returnId(OrderId order) {
        return new CommandId(order + "/return");
    }

    // Then.

    private static StockReserved reserved(OrderId order, Instant until, PricedLine... lines) {
        return new StockReserved(reserveId(order), order, List.of(lines), false, until);
    }

    private static StockRejected stockOut(OrderId order, Shortage... shortages) {
        return new StockRejected(
                reserveId(order), order, CancelReason.STOCK_OUT, List.of(shortages));
    }

    private static StockAwaited awaited(OrderId order, int position) {
        return new StockAwaited(
                reserveId(order), order, ALMAVIVA, RememberedStocks.NAME, position, WAIT_UNTIL);
    }

    private static StockDepleted depleted(long version, Instant at) {
        return new StockDepleted(ALMAVIVA, version, RememberedStocks.NAME, at);
    }

    private static StockReplenished replenished(long version, int available, Instant at) {
        return new StockReplenished(ALMAVIVA, version, RememberedStocks.NAME, available, at);
    }

    private static Shortage shortage(ProductId wine, int requested, int available) {
        return new Shortage(wine, RememberedStocks.NAME, requested, available);
    }

    private static PricedLine line(ProductId wine, int quantity) {
        return new PricedLine(wine, RememberedStocks.NAME, RememberedStocks.PRICE, quantity);
    }
}
