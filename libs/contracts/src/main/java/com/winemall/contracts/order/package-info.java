/// What order-service tells the others.
@NullMarked
package com.winemall.contracts.order;

import org.jspecify.annotations.NullMarked;
