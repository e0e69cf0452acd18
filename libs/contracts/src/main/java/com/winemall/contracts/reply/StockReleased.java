package com.winemall.contracts.reply;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;

/// Nothing is set aside for this order, and nothing will be.
@WireName("StockReleased")
public record StockReleased(CommandId commandId, OrderId orderId) implements StockReply {}
