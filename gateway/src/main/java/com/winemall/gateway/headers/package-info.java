/// What browsers and tracers are told beside the answer.
@NullMarked
package com.winemall.gateway.headers;

import org.jspecify.annotations.NullMarked;
