package com.winemall.contracts.reply;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// The order stands in line. Said again when its place changes; followed by `StockReserved` or
/// `StockRejected` to the same command.
///
/// @param position from 1
@WireName("StockAwaited")
public record StockAwaited(
        CommandId commandId,
        OrderId orderId,
        ProductId productId,
        String name,
        int position,
        Instant waitUntil)
        implements StockReply {}
