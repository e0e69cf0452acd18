/// Many callers, one commit.
@NullMarked
package com.winemall.starter.commit;

import org.jspecify.annotations.NullMarked;
