package com.winemall.notification.bounce.sns;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A message of SNS, before anybody knows whether SNS wrote it. What is signed is taken as it came:
/// a time written anew would not be what was signed.
///
/// @param subject absent unless its sender gave it one
/// @param token of a subscription, or of its end; absent from notifications
/// @param subscribeUrl the same
@JsonIgnoreProperties(ignoreUnknown = true)
record Envelope(
        @JsonProperty("Type") Type type,
        @JsonProperty("MessageId") String messageId,
        @JsonProperty("TopicArn") String topicArn,
        @JsonProperty("Message") String message,
        @JsonProperty("Timestamp") String timestamp,
        @JsonProperty("Subject") @Nullable String subject,
        @JsonProperty("Token") @Nullable String token,
        @JsonProperty("SubscribeURL") @Nullable String subscribeUrl,
        @JsonProperty("SignatureVersion") String signatureVersion,
        @JsonProperty("Signature") String signature,
        @JsonProperty("SigningCertURL") String signingCertUrl) {

    /// @throws NullPointerException if something is missing
    /// @throws java.time.DateTimeParseException if its time is none
    @JsonCreator
    Envelope {
        Objects.requireNonNull(type);
        Objects.requireNonNull(messageId);
        Objects.requireNonNull(topicArn);
        Objects.requireNonNull(message);
        Objects.requireNonNull(signatureVersion);
        Objects.requireNonNull(signature);
        Objects.requireNonNull(signingCertUrl);
        Objects.requireNonNull(Instant.parse(timestamp));
        if (type != Type.NOTIFICATION) {
            Objects.requireNonNull(token);
            Objects.requireNonNull(subscribeUrl);
        }
    }

    Instant at() {
        return Instant.parse(timestamp);
    }

    /// The text SNS signs: names and values, each on a line of its own.
    String signedText() {
        var text = new StringBuilder();
        add(text, "Message", message);
        add(text, "MessageId", messageId);
        switch (type) {
            case NOTIFICATION -> {
                add(text, "Subject", subject);
                add(text, "Timestamp", timestamp);
            }
            case SUBSCRIPTION_CONFIRMATION, UNSUBSCRIBE_CONFIRMATION -> {
                add(text, "SubscribeURL", subscribeUrl);
                add(text, "Timestamp", timestamp);
                add(text, "Token", token);
            }
        }
        add(text, "TopicArn", topicArn);
        add(text, "Type", type.wireName);
        return text.toString();
    }

    private static void add(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            text.append(name).append('\n').append(value).append('\n');
        }
    }

    /// What SNS sends.
    enum Type {
        @JsonProperty("Notification")
        NOTIFICATION("Notification"),
        @JsonProperty("SubscriptionConfirmation")
        SUBSCRIPTION_CONFIRMATION("SubscriptionConfirmation"),
        @JsonProperty("UnsubscribeConfirmation")
        UNSUBSCRIBE_CONFIRMATION("UnsubscribeConfirmation");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }
    }
}
