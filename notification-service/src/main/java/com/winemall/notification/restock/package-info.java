/// Who wants to hear that a wine is back in stock, and who hears it when.
@NullMarked
package com.winemall.notification.restock;

import org.jspecify.annotations.NullMarked;
