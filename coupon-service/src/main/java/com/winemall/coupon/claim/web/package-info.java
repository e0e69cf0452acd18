/// Claims, issues and coupons given back, over HTTP.
@NullMarked
package com.winemall.coupon.claim.web;

import org.jspecify.annotations.NullMarked;
