/// Passwords: how they are hashed without the machine going down, and how often one may be wrong.
@NullMarked
package com.winemall.user.password;

import org.jspecify.annotations.NullMarked;
