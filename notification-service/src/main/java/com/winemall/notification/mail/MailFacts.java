package com.winemall.notification.mail;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.ReplenishmentId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a mail tells, before it is put into anybody's words. Kept with the mail, so that the words
/// can be found when the language is known; names and addresses of people are never among it.
///
/// Templates read these components by name.
public sealed interface MailFacts {

    MailKind kind();

    /// The wines are set aside and wait for their payment.
    ///
    /// @param paymentDueAt the last moment to pay
    record OrderAccepted(
            OrderId orderId,
            List<Line> lines,
            @Nullable CouponCode couponCode,
            Won subtotal,
            Won discount,
            Won total,
            Instant paymentDueAt)
            implements MailFacts {

        public OrderAccepted {
            lines = List.copyOf(lines);
        }

        @Override
        public MailKind kind() {
            return MailKind.ORDER_ACCEPTED;
        }

        public boolean isDiscounted() {
            return discount.amount() > 0;
        }

        /// One wine of the order.
        public record Line(String name, Won unitPrice, int quantity) {

            public Won amount() {
                return unitPrice.times(quantity);
            }
        }
    }

    /// There was not enough of some wine.
    record OutOfStock(OrderId orderId, List<Shortage> shortages) implements MailFacts {

        public OutOfStock {
            shortages = List.copyOf(shortages);
        }

        @Override
        public MailKind kind() {
            return MailKind.OUT_OF_STOCK;
        }

        /// One wine there was not enough of.
        ///
        /// @param name absent where the shop does not know the wine
        public record Shortage(@Nullable String name, int requested, int available) {}
    }

    /// The order has ended for any other reason.
    ///
    /// @param couponProblem what was wrong with the coupon, where that was the reason
    /// @param ownWords what the customer said when asking for it
    record OrderCanceled(
            OrderId orderId,
            CancelReason reason,
            @Nullable CouponProblem couponProblem,
            @Nullable String ownWords)
            implements MailFacts {

        @Override
        public MailKind kind() {
            return MailKind.ORDER_CANCELED;
        }
    }

    /// Nobody paid in time.
    ///
    /// @param paymentDueAt until when it could be paid; absent if the customer was not told
    record OrderTimedOut(OrderId orderId, @Nullable Instant paymentDueAt) implements MailFacts {

        @Override
        public MailKind kind() {
            return MailKind.ORDER_TIMED_OUT;
        }
    }

    /// It is the turn of an order that stood in line: the wines are set aside and wait for their
    /// payment.
    ///
    /// @param paymentDueAt the last moment to pay
    record ReservationServed(
            OrderId orderId,
            List<OrderAccepted.Line> lines,
            @Nullable CouponCode couponCode,
            Won subtotal,
            Won discount,
            Won total,
            Instant paymentDueAt)
            implements MailFacts {

        public ReservationServed {
            lines = List.copyOf(lines);
        }

        @Override
        public MailKind kind() {
            return MailKind.RESERVATION_SERVED;
        }

        public boolean isDiscounted() {
            return discount.amount() > 0;
        }
    }

    /// The time to pay is nearly over.
    ///
    /// @param paymentDueAt the last moment to pay
    record PaymentReminder(OrderId orderId, Won total, Instant paymentDueAt) implements MailFacts {

        @Override
        public MailKind kind() {
            return MailKind.PAYMENT_REMINDER;
        }

        public TimeOfDay dueTime() {
            return new TimeOfDay(paymentDueAt);
        }
    }

    /// The money is taken, and the order will be sent.
    record OrderPaid(OrderId orderId, int units, Won total, Instant paidAt) implements MailFacts {

        @Override
        public MailKind kind() {
            return MailKind.ORDER_PAID;
        }
    }

    /// Money went back to the customer.
    record OrderRefunded(OrderId orderId, Won amount) implements MailFacts {

        @Override
        public MailKind kind() {
            return MailKind.ORDER_REFUNDED;
        }
    }

    /// The order is on its way.
    record OrderShipped(OrderId orderId, String carrier, String trackingNumber)
            implements MailFacts {

        @Override
        public MailKind kind() {
            return MailKind.ORDER_SHIPPED;
        }
    }

    /// One order was so large that the customer is VIP from now on.
    record BecameVip(OrderId orderId) implements MailFacts {

        @Override
        public MailKind kind() {
            return MailKind.BECAME_VIP;
        }
    }

    /// Messages services could not handle wait for an operator.
    ///
    /// @param total of all of them
    /// @param unasked services that could not say whether they have any
    record DeadLetters(int total, List<Waiting> waiting, List<String> unasked)
            implements MailFacts {

        public DeadLetters {
            waiting = List.copyOf(waiting);
            unasked = List.copyOf(unasked);
        }

        @Override
        public MailKind kind() {
            return MailKind.DEAD_LETTERS;
        }

        /// Those of one consumer.
        ///
        /// @param oldestAt when the first of them was given up
        public record Waiting(
                String service, String topic, String consumer, int letters, Instant oldestAt) {}
    }

    /// A wine the customer did not get, or asked to be told of, is for sale again.
    ///
    /// @param available units a newcomer could have at that moment
    record Restock(ProductId productId, String name, int available) implements MailFacts {

        @Override
        public MailKind kind() {
            return MailKind.RESTOCK;
        }
    }

    /// A coupon somebody stood in line for is theirs.
    ///
    /// @param validUntil the first moment it is worth nothing
    record CouponArrived(String campaignName, CouponCode couponCode, Instant validUntil)
            implements MailFacts {

        @Override
        public MailKind kind() {
            return MailKind.COUPON_ARRIVED;
        }
    }

    /// The factory could not be brought to deliver. For the product's stock manager.
    ///
    /// @param quantity that was asked for
    /// @param attempts calls made to the factory
    /// @param lastError why the last one failed
    /// @param failedAt when it was given up
    record ReplenishmentFailed(
            ProductId productId,
            ReplenishmentId replenishmentId,
            String name,
            int quantity,
            int attempts,
            String lastError,
            Instant failedAt)
            implements MailFacts {

        @Override
        public MailKind kind() {
            return MailKind.REPLENISHMENT_FAILED;
        }
    }

    /// An advertised product ran out. For its ad manager.
    record AdSuspension(ProductId productId, String name, Instant depletedAt) implements MailFacts {

        @Override
        public MailKind kind() {
            return MailKind.AD_SUSPENSION;
        }
    }

    /// A product that was advertised until it ran out is back for good. For its ad manager.
    record AdResumption(ProductId productId, String name, Instant backAt) implements MailFacts {

        @Override
        public MailKind kind() {
            return MailKind.AD_RESUMPTION;
        }
    }
}
