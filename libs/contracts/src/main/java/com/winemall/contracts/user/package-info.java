/// What user-service tells the others about its members.
@NullMarked
package com.winemall.contracts.user;

import org.jspecify.annotations.NullMarked;
