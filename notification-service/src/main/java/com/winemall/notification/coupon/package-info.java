/// Coupons that come from the line: nobody waits for an answer any more, so a mail tells.
@NullMarked
package com.winemall.notification.coupon;

import org.jspecify.annotations.NullMarked;
