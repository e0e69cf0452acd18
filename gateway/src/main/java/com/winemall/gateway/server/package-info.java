/// How connections are served: on how many threads, and how much they may send.
@NullMarked
package com.winemall.gateway.server;

import org.jspecify.annotations.NullMarked;
