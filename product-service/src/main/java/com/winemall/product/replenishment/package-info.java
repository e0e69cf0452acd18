/// Asks the factory for more of what runs out, and counts what it brings.
@NullMarked
package com.winemall.product.replenishment;

import org.jspecify.annotations.NullMarked;
