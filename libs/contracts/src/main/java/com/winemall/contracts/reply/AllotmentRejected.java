package com.winemall.contracts.reply;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.WireName;

/// There are not that many units.
@WireName("AllotmentRejected")
public record AllotmentRejected(CommandId commandId, EventId eventId, int requested, int available)
        implements AllotmentReply {}
