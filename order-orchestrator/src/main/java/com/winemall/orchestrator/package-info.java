/// order-orchestrator: the saga that drives every order.
@NullMarked
package com.winemall.orchestrator;

import org.jspecify.annotations.NullMarked;
