/// product-service: wines, their stock, the holds on it and the lines of people waiting for it.
@NullMarked
package com.winemall.product;

import org.jspecify.annotations.NullMarked;
