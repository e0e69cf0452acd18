/// What a sampled trace sees of the database; everybody else pays nothing for it.
@NullMarked
package com.winemall.starter.tracing;

import org.jspecify.annotations.NullMarked;
