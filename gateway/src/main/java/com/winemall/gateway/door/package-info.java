/// What every call passes before it is routed on.
@NullMarked
package com.winemall.gateway.door;

import org.jspecify.annotations.NullMarked;
