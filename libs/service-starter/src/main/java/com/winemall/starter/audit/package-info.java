/// Whether a service's books are right: what must always hold, told by the rows themselves.
@NullMarked
package com.winemall.starter.audit;

import org.jspecify.annotations.NullMarked;
