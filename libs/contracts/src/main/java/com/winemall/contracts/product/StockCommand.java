package com.winemall.contracts.product;

import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import java.util.List;

/// What the saga asks about the stock of one order. Every command names the lines, so that one that
/// arrives before its `ReserveStock` still knows which products it is about.
public sealed interface StockCommand extends ProductCommand
        permits ReserveStock, CommitStock, ReleaseStock, ReturnStock {

    OrderId orderId();

    List<OrderLine> lines();

    @Override
    default String key() {
        return orderId().toString();
    }
}
