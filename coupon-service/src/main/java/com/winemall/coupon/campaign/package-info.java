/// Campaigns, and what their coupons are worth.
@NullMarked
package com.winemall.coupon.campaign;

import org.jspecify.annotations.NullMarked;
