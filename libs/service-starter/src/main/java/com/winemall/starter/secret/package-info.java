/// Values only their owner may know, and settings a service does not start with.
@NullMarked
package com.winemall.starter.secret;

import org.jspecify.annotations.NullMarked;
