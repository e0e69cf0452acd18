/// What product-service is asked to do, and what it tells the others.
@NullMarked
package com.winemall.contracts.product;

import org.jspecify.annotations.NullMarked;
