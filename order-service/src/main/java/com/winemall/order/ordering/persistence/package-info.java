@NullMarked
package com.winemall.order.ordering.persistence;

import org.jspecify.annotations.NullMarked;
