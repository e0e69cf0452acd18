package com.winemall.notification.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.order.OrderDelivered;
import com.winemall.contracts.order.OrderPaid;
import com.winemall.contracts.order.OrderRefunded;
import com.winemall.contracts.order.OrderShipped;
import com.winemall.contracts.order.PaymentAuthorized;
import com.winemall.contracts.order.PaymentTimedOut;
import com.winemall.contracts.outcome.OrderAwaitingStock;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderStockCommitted;
import com.winemall.notification.mail.MailFacts;
import com.winemall.notification.mail.MailFacts.OrderAccepted;
import com.winemall.notification.mail.MailFacts.OutOfStock;
import com.winemall.notification.mail.Won;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderMailsTest {

    private static final Instant NOW = Instant.parse("2026-03-05T05:00:00Z");

    private final OrderId order = new OrderId(UUID.randomUUID());
    private final CustomerId customer = new CustomerId(UUID.randomUUID());
    private final ProductId wine = new ProductId(UUID.randomUUID());

    @Test
    void a_completed_order_tells_what_there_is_to_pay_and_until_when() {
        var completed =
                new OrderCompleted(
                        order,
                        3,
                        customer,
                        List.of(new PricedLine(wine, "Barolo", 90_000, 2)),
                        new CouponCode("SPRING"),
                        180_000,
                        10_000,
                        170_000,
                        false,
                        NOW);

        assertThat(OrderMails.factsOf(completed, null))
                .contains(
                        new OrderAccepted(
                                order,
                                List.of(new OrderAccepted.Line("Barolo", new Won(90_000), 2)),
                                new CouponCode("SPRING"),
                                new Won(180_000),
                                new Won(10_000),
                                new Won(170_000),
                                NOW));
    }

    @Test
    void an_order_that_ran_out_of_stock_tells_which_wines_were_short() {
        var canceled =
                canceled(
                        CancelReason.STOCK_OUT,
                        List.of(new Shortage(wine, "Barolo", 3, 1)),
                        null,
                        null);

        assertThat(OrderMails.factsOf(canceled, null))
                .contains(new OutOfStock(order, List.of(new OutOfStock.Shortage("Barolo", 3, 1))));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STOCK_OUT", "PAYMENT_TIMEOUT"})
    void an_order_that_ended_otherwise_tells_why(CancelReason reason) {
        var canceled = canceled(reason, List.of(), CouponProblem.USED, null);

        assertThat(OrderMails.factsOf(canceled, null))
                .contains(new MailFacts.OrderCanceled(order, reason, CouponProblem.USED, null));
    }

    @Test
    void an_order_nobody_paid_tells_until_when_it_could_be_paid_if_that_is_known() {
        var canceled = canceled(CancelReason.PAYMENT_TIMEOUT, List.of(), null, null);

        assertThat(OrderMails.factsOf(canceled, NOW))
                .contains(new MailFacts.OrderTimedOut(order, NOW));
        assertThat(OrderMails.factsOf(canceled, null))
                .contains(new MailFacts.OrderTimedOut(order, null));
    }

    @Test
    void an_order_served_from_the_line_hears_that_it_is_its_turn() {
        var completed =
                new OrderCompleted(
                        order,
                        5,
                        customer,
                        List.of(new PricedLine(wine, "Barolo", 90_000, 2)),
                        null,
                        180_000,
                        0,
                        180_000,
                        true,
                        NOW);

        assertThat(OrderMails.factsOf(completed, null))
                .contains(
                        new MailFacts.ReservationServed(
                                order,
                                List.of(new OrderAccepted.Line("Barolo", new Won(90_000), 2)),
                                null,
                                new Won(180_000),
                                new Won(0),
                                new Won(180_000),
                                NOW));
    }

    @Test
    void paid_refunded_and_shipped_orders_are_mails_and_other_events_are_none() {
        assertThat(OrderMails.mailOf(new OrderPaid(order, 4, customer, 3, 90_000, NOW)))
                .contains(
                        new OrderMails.ToCustomer(
                                customer, new MailFacts.OrderPaid(order, 3, new Won(90_000), NOW)));
        assertThat(OrderMails.mailOf(new OrderRefunded(order, 6, customer, 90_000, NOW)))
                .contains(
                        new OrderMails.ToCustomer(
                                customer, new MailFacts.OrderRefunded(order, new Won(90_000))));
        assertThat(OrderMails.mailOf(new OrderShipped(order, 5, customer, "CJ", "12-34", NOW)))
                .contains(
                        new OrderMails.ToCustomer(
                                customer, new MailFacts.OrderShipped(order, "CJ", "12-34")));
        assertThat(OrderMails.mailOf(new OrderDelivered(order, 7, customer, NOW))).isEmpty();
        assertThat(OrderMails.mailOf(new PaymentAuthorized(order, 3, NOW))).isEmpty();
        assertThat(OrderMails.mailOf(new PaymentTimedOut(order, 3, NOW))).isEmpty();
    }

    @Test
    void customers_read_their_own_words_and_not_an_operator_s() {
        var byCustomer = canceled(CancelReason.CUSTOMER_REQUEST, List.of(), null, "too late");
        var byOperator = canceled(CancelReason.OPERATOR, List.of(), null, "stolen card?");

        assertThat(OrderMails.factsOf(byCustomer, null))
                .contains(
                        new MailFacts.OrderCanceled(
                                order, CancelReason.CUSTOMER_REQUEST, null, "too late"));
        assertThat(OrderMails.factsOf(byOperator, null))
                .contains(new MailFacts.OrderCanceled(order, CancelReason.OPERATOR, null, null));
    }

    @Test
    void standing_in_line_and_a_committed_stock_are_no_mails() {
        assertThat(
                        OrderMails.factsOf(
                                new OrderAwaitingStock(order, 1, customer, wine, "Barolo", 7, NOW),
                                null))
                .isEmpty();
        assertThat(OrderMails.factsOf(new OrderStockCommitted(order, 4, customer), null)).isEmpty();
    }

    private OrderCanceled canceled(
            CancelReason reason, List<Shortage> shortages, CouponProblem problem, String note) {
        return new OrderCanceled(order, 3, customer, reason, shortages, problem, note, NOW);
    }
}
