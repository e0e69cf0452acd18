/// Campaigns' pools, coupons and claims in PostgreSQL.
@NullMarked
package com.winemall.coupon.claim.persistence;

import org.jspecify.annotations.NullMarked;
