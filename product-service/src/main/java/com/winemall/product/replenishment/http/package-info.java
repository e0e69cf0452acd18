@NullMarked
package com.winemall.product.replenishment.http;

import org.jspecify.annotations.NullMarked;
