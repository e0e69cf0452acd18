/// Tells a customer's open pages what becomes of their orders, coupons and places in line, while it
/// happens. A page hears the newest state of each, never an older one after a newer one, and what
/// it missed it need not know.
@NullMarked
package com.winemall.order.live;

import org.jspecify.annotations.NullMarked;
