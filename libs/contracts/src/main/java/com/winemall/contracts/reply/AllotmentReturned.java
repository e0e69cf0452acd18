package com.winemall.contracts.reply;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.WireName;

/// What the event had not sold is back.
@WireName("AllotmentReturned")
public record AllotmentReturned(CommandId commandId, EventId eventId, int quantity)
        implements AllotmentReply {}
