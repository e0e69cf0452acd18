/// Access tokens: the keys they are signed with, how they are made, and how this service checks its
/// own.
@NullMarked
package com.winemall.user.token;

import org.jspecify.annotations.NullMarked;
