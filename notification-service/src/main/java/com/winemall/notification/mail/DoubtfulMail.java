package com.winemall.notification.mail;

/// A mail whose sender vanished while it handed it over: SES may or may not have taken it.
public record DoubtfulMail(MailId id, MailKind kind, String cause) {}
