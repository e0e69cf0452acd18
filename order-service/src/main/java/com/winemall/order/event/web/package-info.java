@NullMarked
package com.winemall.order.event.web;

import org.jspecify.annotations.NullMarked;
