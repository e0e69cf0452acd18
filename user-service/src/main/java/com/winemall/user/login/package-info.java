/// Logging in, staying logged in and logging out.
@NullMarked
package com.winemall.user.login;

import org.jspecify.annotations.NullMarked;
