/// An order from the moment it is placed. It never decides whether it may be had: it asks, by
/// `OrderPlaced`, and does as the saga's outcomes say.
@NullMarked
package com.winemall.order.ordering;

import org.jspecify.annotations.NullMarked;
