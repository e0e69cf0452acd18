/// Payments in PostgreSQL.
@NullMarked
package com.winemall.order.payment.persistence;

import org.jspecify.annotations.NullMarked;
