package com.winemall.product.stock;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.product.AllotStock;
import com.winemall.contracts.product.CommitStock;
import com.winemall.contracts.product.ReleaseStock;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.product.ReturnAllotment;
import com.winemall.contracts.product.ReturnStock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What events and the orders of events ask, each with the id it always has.
public final class Asked {

    public static final Duration HOLD = Duration.ofMinutes(6);
    public static final Duration HOLD_WHEN_SERVED = Duration.ofMinutes(11);

    private static final CustomerId CUSTOMER = new CustomerId(new UUID(5, 5));

    private Asked() {}

    /// @param price absent: the list price
    /// @param attempt which of the event's tries it is
    public static AllotStock allot(
            EventId event, ProductId wine, int quantity, @Nullable Long price, int attempt) {
        return new AllotStock(
                new CommandId(event + "/allot/" + attempt), event, wine, quantity, price);
    }

    public static ReturnAllotment returnAllotment(EventId event) {
        return new ReturnAllotment(new CommandId(event + "/return"), event);
    }

    public static ReserveStock reserve(OrderId order, @Nullable EventId event, OrderLine... lines) {
        return reserve(order, event, HOLD, lines);
    }

    public static ReserveStock reserve(
            OrderId order, @Nullable EventId event, Duration hold, OrderLine... lines) {
        return reserve(order, event, WhenOutOfStock.CANCEL, hold, Instant.MAX, lines);
    }

    public static ReserveStock standInLine(
            OrderId order, @Nullable EventId event, Instant until, OrderLine... lines) {
        return reserve(order, event, WhenOutOfStock.RESERVE, HOLD, until, lines);
    }

    private static ReserveStock reserve(
            OrderId order,
            @Nullable EventId event,
            WhenOutOfStock whenOutOfStock,
            Duration hold,
            Instant waitUntil,
            OrderLine... lines) {
        return new ReserveStock(
                new CommandId(order + "/reserve"),
                order,
                CUSTOMER,
                List.of(lines),
                whenOutOfStock,
                event,
                hold,
                HOLD_WHEN_SERVED,
                waitUntil);
    }

    public static CommitStock commit(OrderId order, OrderLine... lines) {
        return new CommitStock(new CommandId(order + "/commit"), order, List.of(lines));
    }

    public static ReleaseStock release(OrderId order, OrderLine... lines) {
        return new ReleaseStock(new CommandId(order + "/release"), order, List.of(lines));
    }

    public static ReturnStock takeBack(OrderId order, OrderLine... lines) {
        return new ReturnStock(new CommandId(order + "/take-back"), order, List.of(lines));
    }
}
