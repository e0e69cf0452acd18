package com.winemall.notification.mail.kafka;

import com.winemall.contracts.PricedLine;
import com.winemall.contracts.outcome.OrderAwaitingStock;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.contracts.outcome.OrderStockCommitted;
import com.winemall.notification.mail.MailFacts;
import com.winemall.notification.mail.MailFacts.OrderAccepted;
import com.winemall.notification.mail.MailFacts.OutOfStock;
import com.winemall.notification.mail.Won;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which outcome of an order is worth a mail, and what that mail tells.
final class OrderMails {

    private OrderMails() {}

    static Optional<MailFacts> factsOf(OrderOutcome outcome) {
        return switch (outcome) {
            case OrderCompleted completed -> Optional.of(accepted(completed));
            case OrderCanceled canceled -> Optional.of(ended(canceled));
            case OrderAwaitingStock _, OrderStockCommitted _ -> Optional.empty();
        };
    }

    private static MailFacts accepted(OrderCompleted completed) {
        return new OrderAccepted(
                completed.orderId(),
                completed.lines().stream().map(OrderMails::line).toList(),
                completed.couponCode(),
                new Won(completed.subtotal()),
                new Won(completed.discount()),
                new Won(completed.total()),
                completed.paymentDueAt());
    }

    private static OrderAccepted.Line line(PricedLine line) {
        return new OrderAccepted.Line(line.name(), new Won(line.unitPrice()), line.quantity());
    }

    private static MailFacts ended(OrderCanceled canceled) {
        return switch (canceled.reason()) {
            case STOCK_OUT ->
                    new OutOfStock(
                            canceled.orderId(),
                            canceled.shortages().stream()
                                    .map(shortage ->
                                            new OutOfStock.Shortage(
                                                    shortage.name(),
                                                    shortage.requested(),
                                                    shortage.available()))
                                    .toList());
            // A wine the shop does not have at all is not one it ran out of: there is nothing to
            // wait for, and no number that would tell the customer anything.
            case PRODUCT_NOT_FOUND,
                    COUPON_REJECTED,
                    PAYMENT_TIMEOUT,
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
}
