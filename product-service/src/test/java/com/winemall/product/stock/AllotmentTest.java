package com.winemall.product.stock;

import static com.winemall.product.stock.Asked.HOLD;
import static com.winemall.product.stock.Asked.commit;
import static com.winemall.product.stock.Asked.release;
import static com.winemall.product.stock.Asked.reserve;
import static com.winemall.product.stock.Asked.returnAllotment;
import static com.winemall.product.stock.Asked.standInLine;
import static com.winemall.product.stock.Asked.takeBack;
import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.product.AllotmentCommand;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.product.StockCommand;
import com.winemall.contracts.product.StockReplenished;
import com.winemall.contracts.reply.AllotmentRejected;
import com.winemall.contracts.reply.AllotmentReply;
import com.winemall.contracts.reply.AllotmentReturned;
import com.winemall.contracts.reply.StockAllotted;
import com.winemall.contracts.reply.StockCommitted;
import com.winemall.contracts.reply.StockLost;
import com.winemall.contracts.reply.StockRejected;
import com.winemall.contracts.reply.StockReply;
import com.winemall.contracts.reply.StockReserved;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllotmentTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant TOMORROW = NOON.plus(Duration.ofDays(1));

    private static final ProductId ALMAVIVA = new ProductId(new UUID(0, 1));
    private static final ProductId BAROLO = new ProductId(new UUID(0, 2));
    private static final ProductId NO_SUCH_WINE = new ProductId(new UUID(0, 9));
    private static final EventId EVENT = new EventId(new UUID(7, 1));
    private static final EventId OTHER_EVENT = new EventId(new UUID(7, 2));
    private static final long EVENT_PRICE = 19_000;

    private final RememberedStocks stocks = new RememberedStocks();

    private Instant now = NOON;

    // Allotting.

    @Test
    void allotted_units_are_held_and_no_longer_for_sale() {
        stocks.put(ALMAVIVA, 10);

        var reply = allot(EVENT, ALMAVIVA, 8);

        assertThat(reply).isEqualTo(allotted(EVENT, 1, 8));
        assertThat(stocks.shelf(ALMAVIVA).held()).isEqualTo(8);
        assertThat(stocks.shelf(ALMAVIVA).available()).isEqualTo(2);
        assertThat(stocks.allotted(ALMAVIVA)).isEqualTo(8);
        assertThat(handle(reserve(order(1), null, units(ALMAVIVA, 3))))
                .isInstanceOf(StockRejected.class);
    }

    @Test
    void an_event_without_a_price_sells_at_the_list_price() {
        stocks.put(ALMAVIVA, 10);

        var reply = handle(Asked.allot(EVENT, ALMAVIVA, 8, null, 1));

        assertThat(reply)
                .isEqualTo(new StockAllotted(reply.commandId(), EVENT, 8, RememberedStocks.PRICE));
    }

    @Test
    void more_than_a_newcomer_could_have_is_refused_with_what_there_is() {
        stocks.put(ALMAVIVA, 10);
        handle(reserve(order(1), null, units(ALMAVIVA, 3)));

        var reply = allot(EVENT, ALMAVIVA, 8);

        assertThat(reply).isEqualTo(rejected(EVENT, 1, 8, 7));
        assertThat(stocks.shelf(ALMAVIVA).held()).isEqualTo(3);
    }

    @Test
    void an_event_does_not_overtake_the_line() {
        stocks.put(ALMAVIVA, 5);
        handle(standInLine(order(1), null, TOMORROW, units(ALMAVIVA, 6)));

        assertThat(allot(EVENT, ALMAVIVA, 1)).isEqualTo(rejected(EVENT, 1, 1, 0));
    }

    @Test
    void there_is_nothing_to_be_allotted_of_a_wine_nobody_knows() {
        assertThat(allot(EVENT, NO_SUCH_WINE, 1)).isEqualTo(rejected(EVENT, 1, 1, 0));
    }

    @Test
    void asked_again_the_event_gets_the_answer_it_got_and_no_more_units() {
        stocks.put(ALMAVIVA, 10);
        var first = allot(EVENT, ALMAVIVA, 8);

        assertThat(allot(EVENT, ALMAVIVA, 8)).isEqualTo(first);
        assertThat(stocks.shelf(ALMAVIVA).held()).isEqualTo(8);
        handle(returnAllotment(EVENT));
        assertThat(allot(EVENT, ALMAVIVA, 8)).as("when it is over").isEqualTo(first);
        assertThat(stocks.shelf(ALMAVIVA).held()).isZero();
    }

    @Test
    void a_refusal_stays_one_and_another_try_is_another_question() {
        stocks.put(ALMAVIVA, 5);
        var refused = allot(EVENT, ALMAVIVA, 8);
        receive(ALMAVIVA, 5);

        assertThat(allot(EVENT, ALMAVIVA, 8)).isEqualTo(refused);
        assertThat(allot(EVENT, ALMAVIVA, 8, 2)).isEqualTo(allotted(EVENT, 2, 8));
        assertThat(allot(EVENT, ALMAVIVA, 8)).as("a late one").isEqualTo(refused);
        assertThat(stocks.shelf(ALMAVIVA).held()).isEqualTo(8);
    }

    @Test
    void an_event_has_one_allotment_however_often_it_tries() {
        stocks.put(ALMAVIVA, 20);
        allot(EVENT, ALMAVIVA, 8);

        assertThat(allot(EVENT, ALMAVIVA, 8, 2)).isEqualTo(allotted(EVENT, 2, 8));
        assertThat(stocks.shelf(ALMAVIVA).held()).isEqualTo(8);
    }

    // Drawing.

    @Test
    void an_order_of_the_event_gets_its_units_at_its_price_and_what_is_held_stays_the_same() {
        stocks.put(ALMAVIVA, 10);
        allot(EVENT, ALMAVIVA, 8);

        var reply = handle(reserve(order(1), EVENT, units(ALMAVIVA, 3)));

        assertThat(reply)
                .isEqualTo(
                        new StockReserved(
                                reply.commandId(),
                                order(1),
                                List.of(line(ALMAVIVA, EVENT_PRICE, 3)),
                                false,
                                NOON.plus(HOLD)));
        assertThat(stocks.allotted(ALMAVIVA)).isEqualTo(5);
        assertThat(stocks.shelf(ALMAVIVA).held()).isEqualTo(8);
        assertThat(stocks.shelf(ALMAVIVA).available()).isEqualTo(2);
    }

    @Test
    void a_reservation_delivered_twice_draws_once() {
        stocks.put(ALMAVIVA, 10);
        allot(EVENT, ALMAVIVA, 8);
        var first = handle(reserve(order(1), EVENT, units(ALMAVIVA, 3)));

        assertThat(handle(reserve(order(1), EVENT, units(ALMAVIVA, 3)))).isEqualTo(first);
        assertThat(stocks.allotted(ALMAVIVA)).isEqualTo(5);
    }

    @Test
    void more_than_the_event_has_is_refused_although_the_shelf_is_full() {
        stocks.put(ALMAVIVA, 100);
        allot(EVENT, ALMAVIVA, 2);

        var reply = handle(reserve(order(1), EVENT, units(ALMAVIVA, 3)));

        assertThat(reply).isEqualTo(stockOut(order(1), shortage(ALMAVIVA, 3, 2)));
    }

    @Test
    void an_order_of_an_event_does_not_stand_in_line() {
        stocks.put(ALMAVIVA, 100);
        allot(EVENT, ALMAVIVA, 2);

        var reply = handle(standInLine(order(1), EVENT, TOMORROW, units(ALMAVIVA, 3)));

        assertThat(reply).isEqualTo(stockOut(order(1), shortage(ALMAVIVA, 3, 2)));
        assertThat(stocks.shelf(ALMAVIVA).waiting()).isZero();
    }

    @Test
    void an_order_of_an_event_gets_nothing_but_what_the_event_sells() {
        stocks.put(ALMAVIVA, 10);
        stocks.put(BAROLO, 10);
        allot(EVENT, ALMAVIVA, 8);

        assertThat(handle(reserve(order(1), EVENT, units(BAROLO, 1))))
                .isEqualTo(stockOut(order(1), shortage(BAROLO, 1, 0)));
        assertThat(handle(reserve(order(2), EVENT, units(ALMAVIVA, 1), units(BAROLO, 1))))
                .isEqualTo(stockOut(order(2), shortage(BAROLO, 1, 0)));
        assertThat(stocks.allotted(ALMAVIVA)).isEqualTo(8);
    }

    @Test
    void an_event_that_is_not_known_or_is_over_has_nothing() {
        stocks.put(ALMAVIVA, 10);
        allot(EVENT, ALMAVIVA, 8);
        handle(returnAllotment(EVENT));

        assertThat(handle(reserve(order(1), EVENT, units(ALMAVIVA, 1))))
                .isEqualTo(stockOut(order(1), shortage(ALMAVIVA, 1, 0)));
        assertThat(handle(reserve(order(2), OTHER_EVENT, units(ALMAVIVA, 1))))
                .isEqualTo(stockOut(order(2), shortage(ALMAVIVA, 1, 0)));
    }

    @Test
    void a_poll_of_orders_changes_the_allotment_once_and_the_shelf_not_at_all() {
        stocks.put(ALMAVIVA, 10);
        allot(EVENT, ALMAVIVA, 3);

        stocks.inOneTransaction(
                now,
                cellar -> {
                    var replies =
                            IntStream.rangeClosed(1, 5)
                                    .mapToObj(i ->
                                            cellar.handle(
                                                    reserve(order(i), EVENT, units(ALMAVIVA, 1))))
                                    .toList();
                    assertThat(replies.subList(0, 3)).allMatch(StockReserved.class::isInstance);
                    assertThat(replies.subList(3, 5)).allMatch(StockRejected.class::isInstance);
                    assertThat(cellar.changedAllotments()).hasSize(1);
                    assertThat(cellar.changedShelves()).isEmpty();
                    return replies;
                });
    }

    @Test
    void sold_units_of_an_event_leave_the_stock() {
        stocks.put(ALMAVIVA, 10);
        allot(EVENT, ALMAVIVA, 8);
        handle(reserve(order(1), EVENT, units(ALMAVIVA, 3)));

        assertThat(handle(commit(order(1), units(ALMAVIVA, 3)))).isInstanceOf(StockCommitted.class);

        assertThat(stocks.shelf(ALMAVIVA).onHand()).isEqualTo(7);
        assertThat(stocks.shelf(ALMAVIVA).held()).isEqualTo(5);
        assertThat(stocks.allotted(ALMAVIVA)).isEqualTo(5);
    }

    // Coming back.

    @Test
    void units_that_come_back_are_their_events_however_they_come_back() {
        stocks.put(ALMAVIVA, 6);
        allot(EVENT, ALMAVIVA, 6);
        handle(reserve(order(1), EVENT, units(ALMAVIVA, 1)));
        handle(reserve(order(2), EVENT, units(ALMAVIVA, 2)));
        handle(reserve(order(3), EVENT, units(ALMAVIVA, 3)));
        handle(standInLine(order(4), null, TOMORROW, units(ALMAVIVA, 1)));
        handle(commit(order(2), units(ALMAVIVA, 2)));

        handle(release(order(1), units(ALMAVIVA, 1)));
        assertThat(stocks.allotted(ALMAVIVA)).as("released").isEqualTo(1);
        handle(takeBack(order(2), units(ALMAVIVA, 2)));
        assertThat(stocks.allotted(ALMAVIVA)).as("returned after payment").isEqualTo(3);
        now = NOON.plus(HOLD);
        stocks.inOneTransaction(now, _ -> List.of());
        assertThat(stocks.allotted(ALMAVIVA)).as("run out").isEqualTo(6);

        assertThat(stocks.shelf(ALMAVIVA).onHand()).isEqualTo(6);
        assertThat(stocks.shelf(ALMAVIVA).held()).isEqualTo(6);
        assertThat(stocks.announcements()).as("nothing for the line").isEmpty();
        assertThat(stocks.news())
                .as("nor for everybody")
                .noneMatch(StockReplenished.class::isInstance);
        assertThat(handle(reserve(order(5), EVENT, units(ALMAVIVA, 6))))
                .isInstanceOf(StockReserved.class);
    }

    @Test
    void units_released_twice_come_back_once() {
        stocks.put(ALMAVIVA, 6);
        allot(EVENT, ALMAVIVA, 6);
        handle(reserve(order(1), EVENT, units(ALMAVIVA, 2)));

        handle(release(order(1), units(ALMAVIVA, 2)));
        handle(release(order(1), units(ALMAVIVA, 2)));

        assertThat(stocks.allotted(ALMAVIVA)).isEqualTo(6);
    }

    @Test
    void a_hold_that_ran_out_is_the_next_ones_of_its_event_in_the_same_transaction() {
        stocks.put(ALMAVIVA, 1);
        allot(EVENT, ALMAVIVA, 1);
        handle(reserve(order(1), EVENT, units(ALMAVIVA, 1)));
        now = NOON.plus(HOLD);

        assertThat(handle(reserve(order(2), EVENT, units(ALMAVIVA, 1))))
                .isInstanceOf(StockReserved.class);
        assertThat(handle(commit(order(1), units(ALMAVIVA, 1)))).isInstanceOf(StockLost.class);
    }

    @Test
    void a_release_before_its_reservation_draws_nothing_and_gives_nothing_back() {
        stocks.put(ALMAVIVA, 6);
        allot(EVENT, ALMAVIVA, 6);

        handle(release(order(1), units(ALMAVIVA, 2)));
        handle(reserve(order(1), EVENT, units(ALMAVIVA, 2)));

        assertThat(stocks.allotted(ALMAVIVA)).isEqualTo(6);
        assertThat(stocks.shelf(ALMAVIVA).held()).isEqualTo(6);
    }

    // Returning the allotment.

    @Test
    void the_rest_of_an_event_that_is_over_goes_to_the_line_first_and_then_to_everybody() {
        stocks.put(ALMAVIVA, 6);
        allot(EVENT, ALMAVIVA, 6);
        handle(reserve(order(1), EVENT, units(ALMAVIVA, 1)));
        handle(standInLine(order(2), null, TOMORROW, units(ALMAVIVA, 2)));

        var reply = handle(returnAllotment(EVENT));

        assertThat(reply).isEqualTo(new AllotmentReturned(reply.commandId(), EVENT, 5));
        assertThat(stocks.announcements())
                .extracting(StockReply::orderId)
                .containsExactly(order(2));
        assertThat(stocks.shelf(ALMAVIVA).available()).isEqualTo(3);
        assertThat(stocks.news()).filteredOn(StockReplenished.class::isInstance).hasSize(1);
    }

    @Test
    void an_allotment_is_returned_once_and_the_answer_stays_the_same() {
        stocks.put(ALMAVIVA, 6);
        allot(EVENT, ALMAVIVA, 6);
        var first = handle(returnAllotment(EVENT));
        handle(reserve(order(1), null, units(ALMAVIVA, 4)));

        assertThat(handle(returnAllotment(EVENT))).isEqualTo(first);
        assertThat(stocks.shelf(ALMAVIVA).held()).isEqualTo(4);
    }

    @Test
    void orders_of_an_event_that_is_over_keep_their_units_until_they_end_themselves() {
        stocks.put(ALMAVIVA, 6);
        allot(EVENT, ALMAVIVA, 6);
        handle(reserve(order(1), EVENT, units(ALMAVIVA, 1)));
        handle(reserve(order(2), EVENT, units(ALMAVIVA, 2)));
        handle(reserve(order(3), EVENT, units(ALMAVIVA, 3)));
        handle(returnAllotment(EVENT));
        assertThat(stocks.shelf(ALMAVIVA).held()).isEqualTo(6);

        handle(release(order(1), units(ALMAVIVA, 1)));
        assertThat(stocks.shelf(ALMAVIVA).available()).as("released").isEqualTo(1);
        handle(commit(order(2), units(ALMAVIVA, 2)));
        handle(takeBack(order(2), units(ALMAVIVA, 2)));
        assertThat(stocks.shelf(ALMAVIVA).available()).as("returned").isEqualTo(3);
        now = NOON.plus(HOLD);
        handle(standInLine(order(4), null, TOMORROW, units(ALMAVIVA, 6)));
        assertThat(stocks.shelf(ALMAVIVA).held()).as("run out").isEqualTo(6);
        assertThat(stocks.allotted(ALMAVIVA)).isZero();
    }

    @Test
    void what_ran_out_before_the_event_was_over_is_part_of_what_it_returns() {
        stocks.put(ALMAVIVA, 6);
        allot(EVENT, ALMAVIVA, 6);
        handle(reserve(order(1), EVENT, units(ALMAVIVA, 2)));
        now = NOON.plus(HOLD);

        var reply = handle(returnAllotment(EVENT));

        assertThat(reply).isEqualTo(new AllotmentReturned(reply.commandId(), EVENT, 6));
        assertThat(stocks.shelf(ALMAVIVA).available()).isEqualTo(6);
    }

    @Test
    void a_return_that_comes_first_makes_the_allotment_come_too_late() {
        stocks.put(ALMAVIVA, 10);

        var reply = handle(returnAllotment(EVENT));

        assertThat(reply).isEqualTo(new AllotmentReturned(reply.commandId(), EVENT, 0));
        assertThat(allot(EVENT, ALMAVIVA, 8)).isEqualTo(rejected(EVENT, 1, 8, 0));
        assertThat(handle(returnAllotment(EVENT))).isEqualTo(reply);
        assertThat(stocks.shelf(ALMAVIVA).available()).isEqualTo(10);
    }

    @Test
    void an_event_that_is_over_is_allotted_nothing_any_more() {
        stocks.put(ALMAVIVA, 10);
        allot(EVENT, ALMAVIVA, 8);
        handle(returnAllotment(EVENT));

        assertThat(allot(EVENT, ALMAVIVA, 8, 2)).isEqualTo(rejected(EVENT, 2, 8, 0));
        assertThat(stocks.shelf(ALMAVIVA).held()).isZero();
    }

    @Test
    void an_event_that_never_got_units_returns_none_and_its_refusal_stays() {
        stocks.put(ALMAVIVA, 5);
        var refused = allot(EVENT, ALMAVIVA, 8);

        var reply = handle(returnAllotment(EVENT));

        assertThat(reply).isEqualTo(new AllotmentReturned(reply.commandId(), EVENT, 0));
        assertThat(allot(EVENT, ALMAVIVA, 8)).isEqualTo(refused);
        assertThat(allot(EVENT, ALMAVIVA, 3, 2)).isEqualTo(rejected(EVENT, 2, 3, 0));
    }

    @Test
    void events_of_one_wine_do_not_touch_each_others_units() {
        stocks.put(ALMAVIVA, 10);
        allot(EVENT, ALMAVIVA, 4);
        allot(OTHER_EVENT, ALMAVIVA, 5);
        handle(reserve(order(1), EVENT, units(ALMAVIVA, 4)));

        assertThat(handle(reserve(order(2), EVENT, units(ALMAVIVA, 1))))
                .isEqualTo(stockOut(order(2), shortage(ALMAVIVA, 1, 0)));
        handle(returnAllotment(EVENT));
        handle(release(order(1), units(ALMAVIVA, 4)));

        assertThat(stocks.allotted(ALMAVIVA)).isEqualTo(5);
        assertThat(stocks.shelf(ALMAVIVA).available()).isEqualTo(5);
    }

    // Given, when.

    private AllotmentReply allot(EventId event, ProductId wine, int quantity) {
        return allot(event, wine, quantity, 1);
    }

    private AllotmentReply allot(EventId event, ProductId wine, int quantity, int attempt) {
        return handle(Asked.allot(event, wine, quantity, EVENT_PRICE, attempt));
    }

    private AllotmentReply handle(AllotmentCommand command) {
        return stocks.inOneTransaction(now, cellar -> List.of(cellar.handle(command))).getFirst();
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

    private static OrderId order(int number) {
        return new OrderId(new UUID(1, number));
    }

    private static OrderLine units(ProductId wine, int quantity) {
        return new OrderLine(wine, quantity);
    }

    // Then.

    private static StockAllotted allotted(EventId event, int attempt, int quantity) {
        var asked = Asked.allot(event, ALMAVIVA, quantity, EVENT_PRICE, attempt);
        return new StockAllotted(asked.commandId(), event, quantity, EVENT_PRICE);
    }

    private static AllotmentRejected rejected(
            EventId event, int attempt, int requested, int available) {
        var asked = Asked.allot(event, ALMAVIVA, requested, EVENT_PRICE, attempt);
        return new AllotmentRejected(asked.commandId(), event, requested, available);
    }

    private static StockRejected stockOut(OrderId order, Shortage... shortages) {
        ReserveStock asked = reserve(order, EVENT);
        return new StockRejected(
                asked.commandId(), order, CancelReason.STOCK_OUT, List.of(shortages));
    }

    private static Shortage shortage(ProductId wine, int requested, int available) {
        return new Shortage(wine, RememberedStocks.NAME, requested, available);
    }

    private static PricedLine line(ProductId wine, long price, int quantity) {
        return new PricedLine(wine, RememberedStocks.NAME, price, quantity);
    }
}
