/// What coupon-service is asked to do, and what it tells the others.
@NullMarked
package com.winemall.contracts.coupon;

import org.jspecify.annotations.NullMarked;
