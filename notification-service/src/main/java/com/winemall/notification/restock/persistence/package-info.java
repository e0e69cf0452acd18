@NullMarked
package com.winemall.notification.restock.persistence;

import org.jspecify.annotations.NullMarked;
