package com.winemall.notification.mail;

import org.jspecify.annotations.Nullable;

/// Who a mail goes to, as known at the moment it goes out.
///
/// @param name absent for staff
public record Recipient(String address, @Nullable String name, Language language) {}
