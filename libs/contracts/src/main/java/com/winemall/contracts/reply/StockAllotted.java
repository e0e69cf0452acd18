package com.winemall.contracts.reply;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.WireName;

/// The units are the event's.
///
/// @param price of one unit in won
@WireName("StockAllotted")
public record StockAllotted(CommandId commandId, EventId eventId, int quantity, long price)
        implements AllotmentReply {}
