/// Whom the mall writes to, and in which language, as user-service tells it.
@NullMarked
package com.winemall.notification.customer;

import org.jspecify.annotations.NullMarked;
