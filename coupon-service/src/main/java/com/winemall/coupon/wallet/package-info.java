/// The coupons one person has.
@NullMarked
package com.winemall.coupon.wallet;

import org.jspecify.annotations.NullMarked;
