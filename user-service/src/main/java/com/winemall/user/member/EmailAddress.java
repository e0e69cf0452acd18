package com.winemall.user.member;

import java.util.Locale;
import java.util.regex.Pattern;

/// Where a member's mails go, as they wrote it. In ASCII: Amazon SES takes nothing else.
public record EmailAddress(String value) {

    private static final int LENGTH_MAX = 254;
    private static final int LOCAL_PART_LENGTH_MAX = 64;
    private static final Pattern SYNTAX =
            Pattern.compile(
                    """
                    [a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*\
                    @(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]\
                    """,
                    Pattern.CASE_INSENSITIVE);

    public EmailAddress {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not an e-mail address");
        }
    }

    public static boolean isValid(String text) {
        return text.length() <= LENGTH_MAX
                && text.indexOf('@') <= LOCAL_PART_LENGTH_MAX
                && SYNTAX.matcher(text).matches();
    }

    /// What is compared: two addresses that differ in case only are the same one.
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "(e-mail address)";
    }
}
