/// Sale events: a few units at a price of their own, for whoever comes first. Who comes first is
/// decided at the door (`com.winemall.firstcome`); here is what an event is, where its units come
/// from and go to, and what an admission is worth: an order like any other.
@NullMarked
package com.winemall.order.event;

import org.jspecify.annotations.NullMarked;
