package com.winemall.orchestrator.saga.web;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.reply.StockRejected;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/// Reasons, shortages and times as a customer reads them.
final class Wording {

    private static final DateTimeFormatter TIME = format("HH:mm 'UTC'");
    private static final DateTimeFormatter DAY_AND_TIME = format("d MMMM, HH:mm 'UTC'");

    private Wording() {}

    /// The time of day, with its day if that is not the one it is said on.
    static String time(Instant instant, Instant saidAt) {
        boolean sameDay =
                instant.atOffset(ZoneOffset.UTC)
                        .toLocalDate()
                        .equals(saidAt.atOffset(ZoneOffset.UTC).toLocalDate());
        return (sameDay ? TIME : DAY_AND_TIME).format(instant);
    }

    static String why(StockRejected rejected) {
        var which =
                rejected.shortages().stream().map(Wording::why).collect(Collectors.joining(" "));
        return which.isEmpty() ? sentence(why(rejected.reason())) : which;
    }

    private static String why(Shortage shortage) {
        var name = shortage.name();
        if (name == null) {
            return "There is no product " + shortage.productId() + ".";
        }
        return shortage.available() == 0
                ? "%s is out of stock, you asked for %d.".formatted(name, shortage.requested())
                : "Only %d left of %s, you asked for %d."
                        .formatted(shortage.available(), name, shortage.requested());
    }

    static String why(CouponProblem problem) {
        return switch (problem) {
            case UNKNOWN -> "There is no such coupon.";
            case NOT_YOURS -> "The coupon belongs to somebody else.";
            case USED -> "The coupon has been used.";
            case EXPIRED -> "The coupon has expired.";
            case NOT_YET_VALID -> "The coupon is not valid yet.";
            case BELOW_MINIMUM -> "The order is below the coupon's minimum.";
        };
    }

    static String why(CancelReason reason) {
        return switch (reason) {
            case STOCK_OUT -> "the wine is out of stock";
            case COUPON_REJECTED -> "the coupon could not be used";
            case PRODUCT_NOT_FOUND -> "there is no such wine";
            case PAYMENT_TIMEOUT -> "it was not paid in time";
            case CUSTOMER_REQUEST -> "you cancelled it";
            case OPERATOR -> "we had to cancel it, and we are sorry";
            case INELIGIBLE -> "it was not open to you";
            case OVERDUE -> "it could not be completed in time";
            case STOCK_LOST -> "the wine could not be kept for you";
            case WAIT_EXPIRED -> "the wine did not come in time";
        };
    }

    /// What the customer can do, or we will, once an order has ended.
    static String next(CancelReason reason) {
        return switch (reason) {
            case STOCK_OUT -> "We write to you when it is back.";
            case COUPON_REJECTED -> "Order again without it, or with another one.";
            case PRODUCT_NOT_FOUND -> "Have a look at the wines we have.";
            case PAYMENT_TIMEOUT ->
                    "If you still want the wine, order again and pay within the time shown.";
            case CUSTOMER_REQUEST -> "You can order again whenever you like.";
            case OPERATOR, OVERDUE, STOCK_LOST -> "If you still want the wine, please order again.";
            case INELIGIBLE -> "Other wines and events are open to you.";
            case WAIT_EXPIRED -> "On the wine's page you can ask us to write when it is back.";
        };
    }

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ENGLISH) + words.substring(1) + ".";
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
