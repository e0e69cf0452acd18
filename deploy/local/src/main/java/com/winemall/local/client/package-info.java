/// The mall as its customers and operators call it: over HTTP, through the gateway.
@NullMarked
package com.winemall.local.client;

import org.jspecify.annotations.NullMarked;
