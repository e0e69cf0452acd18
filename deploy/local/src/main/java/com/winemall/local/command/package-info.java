/// What `./mall` can be told.
@NullMarked
package com.winemall.local.command;

import org.jspecify.annotations.NullMarked;
