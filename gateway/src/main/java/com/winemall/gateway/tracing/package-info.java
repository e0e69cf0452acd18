/// One trace from the door to the last service, continued or begun here.
@NullMarked
package com.winemall.gateway.tracing;

import org.jspecify.annotations.NullMarked;
