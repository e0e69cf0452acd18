package com.winemall.contracts.reply;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;

/// The hold had run out, or was never there: nothing is set aside any more.
@WireName("StockLost")
public record StockLost(CommandId commandId, OrderId orderId) implements StockReply {}
