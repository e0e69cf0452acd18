package com.winemall.notification.order;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.order.OrderCancelRequested;
import com.winemall.contracts.order.OrderDelivered;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.order.OrderPaid;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.order.OrderRefunded;
import com.winemall.contracts.order.OrderShipped;
import com.winemall.contracts.order.PaymentAuthorized;
import com.winemall.contracts.order.PaymentTimedOut;
import com.winemall.contracts.outcome.OrderAwaitingStock;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.contracts.outcome.OrderStockCommitted;
import com.winemall.notification.mail.MailFacts;
import com.winemall.notification.mail.MailFacts.OrderAccepted;
import com.winemall.notification.mail.MailFacts.OrderTimedOut;
import com.winemall.notification.mail.MailFacts.OutOfStock;
import com.winemall.notification.mail.MailFacts.PaymentReminder;
import com.winemall.notification.mail.MailFacts.ReservationServed;
import com.winemall.notification.mail.Won;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What about an order is worth a mail, and what that mail tells.
final class OrderMails {

    private OrderMails() {}

    /// @param paymentDueAt until when the order could be paid, if its customer was told
    static Optional<MailFacts> factsOf(OrderOutcome outcome, @Nullable Instant paymentDueAt) {
        return switch (outcome) {
            case OrderCompleted completed -> Optional.of(accepted(completed));
            case OrderCanceled canceled -> Optional.of(ended(canceled, paymentDueAt));
            case OrderAwaitingStock _, OrderStockCommitted _ -> Optional.empty();
        };
    }

    static Optional<ToCustomer> mailOf(OrderEvent event) {
        return switch (event) {
            case OrderPaid(var order, _, var customer, var units, var total, var paidAt) ->
                    Optional.of(
                            new ToCustomer(
                                    customer,
                                    new MailFacts.OrderPaid(order, units, new Won(total), paidAt)));
            case OrderRefunded(var order, _, var customer, var amount, _) ->
                    Optional.of(
                            new ToCustomer(
                                    customer, new MailFacts.OrderRefunded(order, new Won(amount))));
            case OrderShipped(var order, _, var customer, var carrier, var number, _) ->
                    Optional.of(
                            new ToCustomer(
                                    customer, new MailFacts.OrderShipped(order, carrier, number)));
            case OrderPlaced _,
                    PaymentAuthorized _,
                    PaymentTimedOut _,
                    OrderCancelRequested _,
                    OrderDelivered _ ->
                    Optional.empty();
        };
    }

    /// Whether nobody has to be reminded of the order's payment any more. Authorised money is as
    /// good as paid: what is left is not the customer's to do.
    static boolean isSettledBy(OrderEvent event) {
        return switch (event) {
            case PaymentAuthorized _,
                    OrderPaid _,
                    PaymentTimedOut _,
                    OrderCancelRequested _,
                    OrderShipped _,
                    OrderDelivered _,
                    OrderRefunded _ ->
                    true;
            case OrderPlaced _ -> false;
        };
    }

    static PaymentReminder reminderOf(OrderCompleted completed) {
        return new PaymentReminder(
                completed.orderId(), new Won(completed.total()), completed.paymentDueAt());
    }

    private static MailFacts accepted(OrderCompleted completed) {
        var lines = completed.lines().stream().map(OrderMails::line).toList();
        var subtotal = new Won(completed.subtotal());
        var discount = new Won(completed.discount());
        var total = new Won(completed.total());
        return completed.servedFromLine()
                ? new ReservationServed(
                        completed.orderId(),
                        lines,
                        completed.couponCode(),
                        subtotal,
                        discount,
                        total,
                        completed.paymentDueAt())
                : new OrderAccepted(
                        completed.orderId(),
                        lines,
                        completed.couponCode(),
                        subtotal,
                        discount,
                        total,
                        completed.paymentDueAt());
    }

    private static OrderAccepted.Line line(PricedLine line) {
        return new OrderAccepted.Line(line.name(), new Won(line.unitPrice()), line.quantity());
    }

    private static MailFacts ended(OrderCanceled canceled, @Nullable Instant paymentDueAt) {
        return switch (canceled.reason()) {
            case STOCK_OUT -> new OutOfStock(canceled.orderId(), shortages(canceled));
            case PAYMENT_TIMEOUT -> new OrderTimedOut(canceled.orderId(), paymentDueAt);
            // A wine the shop does not have at all is not one it ran out of: there is nothing to
            // wait for, and no number that would tell the customer anything.
            case PRODUCT_NOT_FOUND,
                    COUPON_REJECTED,
                    CUSTOMER_REQUEST,
                    OPERATOR,
                    INELIGIBLE,
                    OVERDUE,
                    STOCK_LOST,
                    WAIT_EXPIRED ->
                    new MailFacts.OrderCanceled(
                            canceled.orderId(),
                            canceled.reason(),
                            canceled.couponProblem(),
                            ownWords(canceled));
        };
    }

    private static List<OutOfStock.Shortage> shortages(OrderCanceled canceled) {
        return canceled.shortages().stream()
                .map(shortage ->
                        new OutOfStock.Shortage(
                                shortage.name(), shortage.requested(), shortage.available()))
                .toList();
    }

    /// Customers may read what they said themselves. What operators note about an order is meant
    /// for operators.
    private static @Nullable String ownWords(OrderCanceled canceled) {
        return switch (canceled.reason()) {
            case CUSTOMER_REQUEST -> canceled.note();
            case STOCK_OUT,
                    PRODUCT_NOT_FOUND,
                    COUPON_REJECTED,
                    PAYMENT_TIMEOUT,
                    OPERATOR,
                    INELIGIBLE,
                    OVERDUE,
                    STOCK_LOST,
                    WAIT_EXPIRED ->
                    null;
        };
    }

    /// A mail, and whose it is.
    record ToCustomer(CustomerId customer, MailFacts facts) {}
}
