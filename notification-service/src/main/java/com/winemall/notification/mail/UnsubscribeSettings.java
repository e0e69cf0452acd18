package com.winemall.notification.mail;

import com.winemall.starter.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// @param secret what the links in mails are signed with; the same on all instances. With another
///   one the links of all earlier mails are void
@ConfigurationProperties("winemall.mail.unsubscribe")
record UnsubscribeSettings(@Nullable Secret secret) {}
