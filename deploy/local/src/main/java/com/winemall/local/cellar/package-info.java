/// The wines a new mall starts with.
@NullMarked
package com.winemall.local.cellar;

import org.jspecify.annotations.NullMarked;
