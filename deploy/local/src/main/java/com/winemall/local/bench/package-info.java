/// How fast the mall is, and what that costs.
@NullMarked
package com.winemall.local.bench;

import org.jspecify.annotations.NullMarked;
