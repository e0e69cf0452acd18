@NullMarked
package com.winemall.notification.mail.web;

import org.jspecify.annotations.NullMarked;
