package com.winemall.firstcome;

import java.util.UUID;

/// A place whose end Redis has not been told of.
///
/// @param state SOLD, RELEASED or REFUSED
/// @param code what it is counted as; empty: nothing
/// @param epoch of the pool when it ended
record UntoldEnd(
        UUID poolId,
        long ticket,
        UUID person,
        int quantity,
        PlaceState state,
        String code,
        int epoch) {}
