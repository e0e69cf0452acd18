/// The one door of the mall: who may come in, how often, and to which service the call goes.
@NullMarked
package com.winemall.gateway;

import org.jspecify.annotations.NullMarked;
