@NullMarked
package com.winemall.notification.restock.web;

import org.jspecify.annotations.NullMarked;
