/// Stories the mall plays to show that it keeps its promises.
@NullMarked
package com.winemall.local.demo;

import org.jspecify.annotations.NullMarked;
