package com.winemall.contracts.product;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.WireName;
import java.util.List;

/// The order has ended after its payment: take the units back. Undoes `CommitStock`, seen or not.
@WireName("ReturnStock")
public record ReturnStock(CommandId commandId, OrderId orderId, List<OrderLine> lines)
        implements StockCommand {
    public ReturnStock {
        lines = List.copyOf(lines);
    }
}
