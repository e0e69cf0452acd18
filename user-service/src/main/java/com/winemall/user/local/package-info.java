/// What only the local mall has.
@NullMarked
package com.winemall.user.local;

import org.jspecify.annotations.NullMarked;
