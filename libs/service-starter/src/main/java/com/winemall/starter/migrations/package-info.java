/// How a service's schema comes to be what its version needs.
@NullMarked
package com.winemall.starter.migrations;

import org.jspecify.annotations.NullMarked;
