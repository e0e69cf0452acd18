/// The first administrator, who comes from configuration.
@NullMarked
package com.winemall.user.admin;

import org.jspecify.annotations.NullMarked;
