package com.winemall.contracts.reply;

/// What became of the stock of one order.
public sealed interface StockReply extends SagaReply
        permits StockReserved,
                StockRejected,
                StockAwaited,
                StockCommitted,
                StockLost,
                StockReleased,
                StockReturned {}
