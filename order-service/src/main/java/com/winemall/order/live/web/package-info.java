@NullMarked
package com.winemall.order.live.web;

import org.jspecify.annotations.NullMarked;
