/// Writing many rows with one statement.
@NullMarked
package com.winemall.starter.jdbc;

import org.jspecify.annotations.NullMarked;
