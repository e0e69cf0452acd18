@NullMarked
package com.winemall.notification.restock.kafka;

import org.jspecify.annotations.NullMarked;
