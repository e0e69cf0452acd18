@NullMarked
package com.winemall.notification.bounce.web;

import org.jspecify.annotations.NullMarked;
