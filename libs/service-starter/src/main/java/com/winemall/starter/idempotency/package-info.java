/// The same creating request sent twice creates once, and gets the same answer twice.
@NullMarked
package com.winemall.starter.idempotency;

import org.jspecify.annotations.NullMarked;
