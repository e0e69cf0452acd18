@NullMarked
package com.winemall.notification.mail.template;

import org.jspecify.annotations.NullMarked;
