@NullMarked
package com.winemall.product.stock.persistence;

import org.jspecify.annotations.NullMarked;
