/// Facts about what must always hold, for the audit of the whole shop.
@NullMarked
package com.winemall.coupon.audit;

import org.jspecify.annotations.NullMarked;
