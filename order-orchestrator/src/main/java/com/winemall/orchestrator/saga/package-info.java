/// The saga of one order. [com.winemall.orchestrator.saga.PlaceOrder] is the list of its steps to
/// read, [com.winemall.orchestrator.saga.Decider] the function that decides; everything else stores
/// and sends what it says.
@NullMarked
package com.winemall.orchestrator.saga;

import org.jspecify.annotations.NullMarked;
