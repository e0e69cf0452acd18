/// What the instances of this service tell each other, as PostgreSQL notifications: part of a
/// transaction, delivered at its commit, so that whoever hears of a change also sees it.
@NullMarked
package com.winemall.order.notices;

import org.jspecify.annotations.NullMarked;
