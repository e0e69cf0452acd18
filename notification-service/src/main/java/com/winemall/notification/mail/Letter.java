package com.winemall.notification.mail;

/// A mail in words.
///
/// @param to the address, alone
public record Letter(
        MailId mail, MailKind kind, String to, String subject, String text, String html) {}
