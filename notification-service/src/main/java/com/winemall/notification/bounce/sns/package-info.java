@NullMarked
package com.winemall.notification.bounce.sns;

import org.jspecify.annotations.NullMarked;
