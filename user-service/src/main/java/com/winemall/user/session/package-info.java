/// Logins that last: families of refresh tokens, each token good for one use.
@NullMarked
package com.winemall.user.session;

import org.jspecify.annotations.NullMarked;
