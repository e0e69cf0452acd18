/// The coupon's side of the saga: an order uses a coupon, or gives it back.
@NullMarked
package com.winemall.coupon.redemption;

import org.jspecify.annotations.NullMarked;
