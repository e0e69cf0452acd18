/// The payment provider, as it is reached.
@NullMarked
package com.winemall.order.payment.http;

import org.jspecify.annotations.NullMarked;
