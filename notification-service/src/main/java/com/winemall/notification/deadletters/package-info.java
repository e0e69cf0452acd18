/// Tells operations that dead letters wait.
@NullMarked
package com.winemall.notification.deadletters;

import org.jspecify.annotations.NullMarked;
