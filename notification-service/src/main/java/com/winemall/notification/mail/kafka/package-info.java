@NullMarked
package com.winemall.notification.mail.kafka;

import org.jspecify.annotations.NullMarked;
