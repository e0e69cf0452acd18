package com.winemall.notification.mail;

/// That a claimed mail is about to be handed to the post office. Once this is written down, only
/// its sender can say how it went.
public record HandOver(MailId mail, ClaimId claim) {}
