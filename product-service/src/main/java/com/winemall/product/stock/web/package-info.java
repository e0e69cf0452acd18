@NullMarked
package com.winemall.product.stock.web;

import org.jspecify.annotations.NullMarked;
