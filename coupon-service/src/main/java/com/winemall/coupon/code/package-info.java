/// What people type to use a coupon.
@NullMarked
package com.winemall.coupon.code;

import org.jspecify.annotations.NullMarked;
