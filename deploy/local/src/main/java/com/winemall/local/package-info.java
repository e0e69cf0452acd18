/// The mall on one machine: `./mall` starts, stops and tries it.
@NullMarked
package com.winemall.local;

import org.jspecify.annotations.NullMarked;
