/// Paying for orders: nobody is charged without stock, nobody twice, and no stock leaves without
/// money, whatever dies in between.
@NullMarked
package com.winemall.order.payment;

import org.jspecify.annotations.NullMarked;
