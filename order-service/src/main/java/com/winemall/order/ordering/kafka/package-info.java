@NullMarked
package com.winemall.order.ordering.kafka;

import org.jspecify.annotations.NullMarked;
