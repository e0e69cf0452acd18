@NullMarked
package com.winemall.product.replenishment.kafka;

import org.jspecify.annotations.NullMarked;
