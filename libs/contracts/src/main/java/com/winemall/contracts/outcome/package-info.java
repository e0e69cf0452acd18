/// What the saga has decided about an order.
@NullMarked
package com.winemall.contracts.outcome;

import org.jspecify.annotations.NullMarked;
