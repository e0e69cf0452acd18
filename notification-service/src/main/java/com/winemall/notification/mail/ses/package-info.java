@NullMarked
package com.winemall.notification.mail.ses;

import org.jspecify.annotations.NullMarked;
