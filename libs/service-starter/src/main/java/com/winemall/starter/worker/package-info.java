/// Threads that live as long as the service.
@NullMarked
package com.winemall.starter.worker;

import org.jspecify.annotations.NullMarked;
