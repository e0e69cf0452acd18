/// Redemptions in PostgreSQL.
@NullMarked
package com.winemall.coupon.redemption.persistence;

import org.jspecify.annotations.NullMarked;
