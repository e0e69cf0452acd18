/// The saga's commands about coupons, and where its answers go.
@NullMarked
package com.winemall.coupon.redemption.kafka;

import org.jspecify.annotations.NullMarked;
