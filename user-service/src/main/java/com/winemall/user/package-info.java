/// user-service: members, login and tokens.
@NullMarked
package com.winemall.user;

import org.jspecify.annotations.NullMarked;
