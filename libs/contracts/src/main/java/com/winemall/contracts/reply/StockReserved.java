package com.winemall.contracts.reply;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.WireName;
import java.time.Instant;
import java.util.List;

/// All lines are set aside.
///
/// @param fromLine whether the order had to stand in line first
/// @param heldUntil when the units go back by themselves
@WireName("StockReserved")
public record StockReserved(
        CommandId commandId,
        OrderId orderId,
        List<PricedLine> lines,
        boolean fromLine,
        Instant heldUntil)
        implements StockReply {
    public StockReserved {
        lines = List.copyOf(lines);
    }
}
