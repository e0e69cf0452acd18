package com.winemall.local.outside;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads addresses as they stand in mails.
final class Addresses {

    private static final Pattern WITH_NAME = Pattern.compile("^[^<]*<([^<>]*)>$");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@,<>]+@[^\\s@,<>]+");

    private Addresses() {}

    /// Without the name it may come with: `Kim <kim@example.com>` is `kim@example.com`.
    static String withoutName(String address) {
        var stripped = address.strip();
        var match = WITH_NAME.matcher(stripped);
        return match.matches() ? match.group(1).strip() : stripped;
    }

    /// Takes apart a header that lists addresses. A comma in a quoted name separates nothing.
    static List<String> split(String header) {
        List<String> addresses = new ArrayList<>();
        var current = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                addresses.add(withoutName(current.toString()));
                current.setLength(0);
            } else {
                current.append(c);
            }
        }
        addresses.add(withoutName(current.toString()));
        addresses.removeIf(String::isEmpty);
        return addresses;
    }

    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }
}
