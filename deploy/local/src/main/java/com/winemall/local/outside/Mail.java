package com.winemall.local.outside;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// A mail as it was received.
///
/// @param to addresses without names, with commas between them if there are several
/// @param text empty if it has none, as with html
/// @param headers those its sender added
/// @param tags SES's, which no recipient would see
record Mail(
        UUID id,
        String from,
        String to,
        String subject,
        String text,
        String html,
        Map<String, String> headers,
        Map<String, String> tags,
        Instant at) {}
