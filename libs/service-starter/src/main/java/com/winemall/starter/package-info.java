/// What every WineMall service is made of. Each package is one thing a service gets by depending on
/// this starter; the auto-configurations beside them put it together.
@NullMarked
package com.winemall.starter;

import org.jspecify.annotations.NullMarked;
