/// What happens to orders, and what customers have to hear of it.
@NullMarked
package com.winemall.notification.order;

import org.jspecify.annotations.NullMarked;
