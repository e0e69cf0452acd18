package com.winemall.contracts.reply;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CommandId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.WireName;
import java.util.List;

/// No line is set aside.
///
/// @param reason STOCK_OUT, PRODUCT_NOT_FOUND, WAIT_EXPIRED, INELIGIBLE, or OVERDUE if the order
///   was already released
/// @param shortages the lines that were short
@WireName("StockRejected")
public record StockRejected(
        CommandId commandId, OrderId orderId, CancelReason reason, List<Shortage> shortages)
        implements StockReply {
    public StockRejected {
        shortages = List.copyOf(shortages);
    }
}
