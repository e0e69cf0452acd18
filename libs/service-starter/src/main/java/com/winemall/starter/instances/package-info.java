/// Calling a service of which there may be several.
@NullMarked
package com.winemall.starter.instances;

import org.jspecify.annotations.NullMarked;
