package com.winemall.notification.mail;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.OrderId;
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
}
