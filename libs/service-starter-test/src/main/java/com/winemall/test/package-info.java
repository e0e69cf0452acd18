/// What a service's tests need. The servers are real: embedded ones by default, containers with
/// `-Pcontainers`.
@NullMarked
package com.winemall.test;

import org.jspecify.annotations.NullMarked;
