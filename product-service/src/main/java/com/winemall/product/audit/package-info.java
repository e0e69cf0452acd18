/// What this service can say about whether its books are right.
@NullMarked
package com.winemall.product.audit;

import org.jspecify.annotations.NullMarked;
