@NullMarked
package com.winemall.order.live.persistence;

import org.jspecify.annotations.NullMarked;
