@NullMarked
package com.winemall.product.replenishment.persistence;

import org.jspecify.annotations.NullMarked;
