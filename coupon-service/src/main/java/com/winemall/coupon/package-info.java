/// Coupons: campaigns, who gets their coupons, and the orders that use them.
@NullMarked
package com.winemall.coupon;

import org.jspecify.annotations.NullMarked;
