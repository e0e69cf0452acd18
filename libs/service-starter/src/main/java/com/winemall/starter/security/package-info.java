/// Who may call: access tokens, checked with user-service's public keys.
@NullMarked
package com.winemall.starter.security;

import org.jspecify.annotations.NullMarked;
