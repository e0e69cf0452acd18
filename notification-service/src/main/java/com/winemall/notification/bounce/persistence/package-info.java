@NullMarked
package com.winemall.notification.bounce.persistence;

import org.jspecify.annotations.NullMarked;
