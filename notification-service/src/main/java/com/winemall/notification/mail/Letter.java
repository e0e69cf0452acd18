package com.winemall.notification.mail;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A mail in words.
///
/// @param to the address, alone
/// @param unsubscribe where one click ends mails like this one; absent where they cannot be ended
public record Letter(
        MailId mail,
        MailKind kind,
        String to,
        String subject,
        String text,
        String html,
        @Nullable URI unsubscribe) {}
