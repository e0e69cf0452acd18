package com.winemall.contracts.product;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.WireName;

/// The event is over: what it has not sold goes back.
@WireName("ReturnAllotment")
public record ReturnAllotment(CommandId commandId, EventId eventId) implements AllotmentCommand {}
