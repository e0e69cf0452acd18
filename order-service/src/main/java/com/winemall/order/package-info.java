/// order-service: what customers ordered, and what became of it.
@NullMarked
package com.winemall.order;

import org.jspecify.annotations.NullMarked;
