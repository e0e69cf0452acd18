/// Mails: written down with the fact that causes them, claimed, sent at SES's pace, and tried again
/// until SES takes them or refuses them for good. Never two for one cause.
@NullMarked
package com.winemall.notification.mail;

import org.jspecify.annotations.NullMarked;
