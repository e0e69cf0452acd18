@NullMarked
package com.winemall.order.event.kafka;

import org.jspecify.annotations.NullMarked;
