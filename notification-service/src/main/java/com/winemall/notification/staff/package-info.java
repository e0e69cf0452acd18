/// Mails for those who work for the shop: who looks after a product's stock or its advertisements.
@NullMarked
package com.winemall.notification.staff;

import org.jspecify.annotations.NullMarked;
