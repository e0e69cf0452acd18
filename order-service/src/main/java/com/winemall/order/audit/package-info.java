/// What this service can say about whether its books are right.
@NullMarked
package com.winemall.order.audit;

import org.jspecify.annotations.NullMarked;
