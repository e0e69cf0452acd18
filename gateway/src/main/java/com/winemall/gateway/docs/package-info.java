/// The page that shows what can be called.
@NullMarked
package com.winemall.gateway.docs;

import org.jspecify.annotations.NullMarked;
