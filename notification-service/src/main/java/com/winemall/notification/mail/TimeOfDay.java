package com.winemall.notification.mail;

import java.time.Instant;

/// A moment that is told by its time alone, because it is near.
public record TimeOfDay(Instant at) {}
