@NullMarked
package com.winemall.order.event.persistence;

import org.jspecify.annotations.NullMarked;
