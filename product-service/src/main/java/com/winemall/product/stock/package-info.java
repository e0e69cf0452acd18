/// Stock, the holds on it and the lines for it. Nothing is sold twice, nothing stays locked for
/// people who never pay, and nobody overtakes.
@NullMarked
package com.winemall.product.stock;

import org.jspecify.annotations.NullMarked;
