/// Paying over HTTP.
@NullMarked
package com.winemall.order.payment.web;

import org.jspecify.annotations.NullMarked;
