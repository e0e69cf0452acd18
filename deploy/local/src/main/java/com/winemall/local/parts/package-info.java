/// The processes the mall is made of here, and how each is started, watched and stopped.
@NullMarked
package com.winemall.local.parts;

import org.jspecify.annotations.NullMarked;
