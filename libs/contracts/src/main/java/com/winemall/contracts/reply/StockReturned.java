package com.winemall.contracts.reply;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;

/// Nothing has left the stock for this order, and nothing will.
@WireName("StockReturned")
public record StockReturned(CommandId commandId, OrderId orderId) implements StockReply {}
