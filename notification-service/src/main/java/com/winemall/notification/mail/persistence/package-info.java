@NullMarked
package com.winemall.notification.mail.persistence;

import org.jspecify.annotations.NullMarked;
