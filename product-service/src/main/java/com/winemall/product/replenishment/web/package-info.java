@NullMarked
package com.winemall.product.replenishment.web;

import org.jspecify.annotations.NullMarked;
