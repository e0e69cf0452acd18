package com.winemall.order.ordering.web;

import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.order.ordering.Order;
import com.winemall.order.ordering.OrderTimes;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a customer asks for. Prices are not the customer's to say.
record NewOrder(
        @NotNull @Size(min = 1, max = NewOrder.LINES_MAX) List<@NotNull @Valid Line> lines,
        @Nullable @Size(min = 1, max = 64) String couponCode,
        @Nullable WhenOutOfStock whenOutOfStock) {

    static final int LINES_MAX = 20;
    static final int QUANTITY_MAX = 999;

    record Line(@NotNull UUID productId, @Min(1) @Max(NewOrder.QUANTITY_MAX) int quantity) {}

    boolean waitsForOneProduct() {
        return whenOutOfStock != WhenOutOfStock.RESERVE || lines.size() == 1;
    }

    Order order(
            OrderId id,
            CustomerId customer,
            OrderTimes times,
            Instant now,
            @Nullable String traceparent) {
        return Order.placed(
                id,
                customer,
                lines.stream()
                        .map(line ->
                                Order.Line.ordered(
                                        new ProductId(line.productId()), line.quantity()))
                        .toList(),
                couponCode == null ? null : new CouponCode(couponCode),
                whenOutOfStock == null ? WhenOutOfStock.CANCEL : whenOutOfStock,
                null,
                times,
                now,
                traceparent);
    }
}
