@NullMarked
package com.winemall.product.stock.kafka;

import org.jspecify.annotations.NullMarked;
