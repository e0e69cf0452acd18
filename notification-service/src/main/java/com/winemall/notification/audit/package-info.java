/// What the audit of the whole shop is told about mails.
@NullMarked
package com.winemall.notification.audit;

import org.jspecify.annotations.NullMarked;
