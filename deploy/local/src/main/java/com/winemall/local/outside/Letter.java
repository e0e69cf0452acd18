package com.winemall.local.outside;

import java.util.List;
import java.util.Map;

/// What a mail says, whichever way it was handed in.
///
/// @param from empty if it does not say so itself, as the recipients
/// @param text empty if it has none, as with html
record Letter(
        String from,
        List<String> recipients,
        String subject,
        String text,
        String html,
        Map<String, String> headers) {}
