@NullMarked
package com.winemall.order.ordering.web;

import org.jspecify.annotations.NullMarked;
