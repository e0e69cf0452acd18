/// Which service answers which path, how long it may take, and what is said while it is down.
@NullMarked
package com.winemall.gateway.routes;

import org.jspecify.annotations.NullMarked;
