/// The one account that is no person's: whoever holds its secret gets tokens to audit the shop
/// with.
@NullMarked
package com.winemall.user.auditor;

import org.jspecify.annotations.NullMarked;
