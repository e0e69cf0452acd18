package com.winemall.notification.mail;

import org.jspecify.annotations.Nullable;

/// Which mails an operator wants to see; what is absent does not matter.
///
/// @param recipient an address, compared without case
public record MailFilter(
        @Nullable String cause, @Nullable String recipient, @Nullable MailStatus status) {}
