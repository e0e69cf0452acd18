package com.winemall.contracts.reply;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;

/// The units have left the stock for this order.
@WireName("StockCommitted")
public record StockCommitted(CommandId commandId, OrderId orderId) implements StockReply {}
