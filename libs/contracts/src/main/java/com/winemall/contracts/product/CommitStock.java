package com.winemall.contracts.product;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.WireName;
import java.util.List;

/// The order is paid for: let the units leave the stock.
@WireName("CommitStock")
public record CommitStock(CommandId commandId, OrderId orderId, List<OrderLine> lines)
        implements StockCommand {
    public CommitStock {
        lines = List.copyOf(lines);
    }
}
