/// Who buys much at once becomes VIP.
@NullMarked
package com.winemall.user.vip;

import org.jspecify.annotations.NullMarked;
