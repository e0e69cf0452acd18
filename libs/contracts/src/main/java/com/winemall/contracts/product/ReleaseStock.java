package com.winemall.contracts.product;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.WireName;
import java.util.List;

/// The order has ended unpaid: give the units back. Undoes `ReserveStock`, seen or not.
@WireName("ReleaseStock")
public record ReleaseStock(CommandId commandId, OrderId orderId, List<OrderLine> lines)
        implements StockCommand {
    public ReleaseStock {
        lines = List.copyOf(lines);
    }
}
