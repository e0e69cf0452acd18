/// Who gets a campaign's coupons: first come, first served, and one line.
@NullMarked
package com.winemall.coupon.claim;

import org.jspecify.annotations.NullMarked;
