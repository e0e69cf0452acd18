/// Who is calling: access tokens, checked with user-service's public keys.
@NullMarked
package com.winemall.gateway.tokens;

import org.jspecify.annotations.NullMarked;
