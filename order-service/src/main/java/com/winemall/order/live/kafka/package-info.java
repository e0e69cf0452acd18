@NullMarked
package com.winemall.order.live.kafka;

import org.jspecify.annotations.NullMarked;
