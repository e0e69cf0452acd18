package com.winemall.notification.bounce.sns;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Something at SNS. What a message points to is not looked at anywhere else, or anybody could send
/// us wherever they like, and sign with a certificate of their own.
record SnsAddress(URI uri) {

    private static final Pattern TOPIC =
            Pattern.compile(
                    "arn:(aws[a-z-]*):sns:([a-z]{2}(-[a-z]+)+-\\d+):\\d{12}:[\\w-]+(\\.fifo)?");

    /// @param topic the ARN of the topic it is about: it has to be in the same region
    /// @return nothing if it is not at SNS
    static Optional<SnsAddress> of(String text, String topic) {
        try {
            var uri = new URI(text);
            boolean isAtSns =
                    "https".equals(uri.getScheme()) && host(topic).equals(uri.getRawAuthority());
            return isAtSns ? Optional.of(new SnsAddress(uri)) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    /// Whether this is a topic SNS could have.
    static boolean isTopic(String arn) {
        return TOPIC.matcher(arn).matches();
    }

    /// The same at somebody who stands in for SNS.
    URI at(URI standIn) {
        var query = uri.getRawQuery();
        return standIn.resolve(uri.getRawPath() + (query == null ? "" : "?" + query));
    }

    private static String host(String topic) {
        var match = TOPIC.matcher(topic);
        if (!match.matches()) {
            throw new IllegalArgumentException(topic + " is no topic");
        }
        return "sns."
                + match.group(2)
                + ".amazonaws.com"
                + (match.group(1).equals("aws-cn") ? ".cn" : "");
    }
}
