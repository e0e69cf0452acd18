/// notification-service: what customers hear from the mall by e-mail.
@NullMarked
package com.winemall.notification;

import org.jspecify.annotations.NullMarked;
