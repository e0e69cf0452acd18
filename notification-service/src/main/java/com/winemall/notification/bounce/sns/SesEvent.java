package com.winemall.notification.bounce.sns;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.winemall.notification.bounce.Report;
import com.winemall.notification.mail.MailId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What SES says of a mail, as far as it matters here. It says it in two ways: as a notification of
/// an identity (`notificationType`), or as an event of a configuration set (`eventType`), which
/// also repeats the mail's tags.
@JsonIgnoreProperties(ignoreUnknown = true)
record SesEvent(
        @Nullable String notificationType,
        @Nullable String eventType,
        @Nullable Bounce bounce,
        @Nullable Complaint complaint,
        @Nullable Sent mail) {

    private static final String MAIL_ID = "mail-id";
    private static final String PERMANENT = "Permanent";

    /// Others may send from the same account, and tag their mails as they like.
    private static final Pattern UUID_FORM =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    /// Nothing for what is neither a bounce nor a complaint.
    Optional<Report> report() {
        var kind = notificationType == null ? eventType : notificationType;
        if ("Bounce".equals(kind) && bounce != null) {
            return Optional.of(
                    new Report(
                            PERMANENT.equals(bounce.bounceType())
                                    ? Report.Kind.PERMANENT_BOUNCE
                                    : Report.Kind.PASSING_BOUNCE,
                            addresses(bounce.bouncedRecipients()),
                            "bounced: " + words(bounce.bounceType(), bounce.bounceSubType()),
                            mailId()));
        }
        if ("Complaint".equals(kind) && complaint != null) {
            return Optional.of(
                    new Report(
                            Report.Kind.COMPLAINT,
                            addresses(complaint.complainedRecipients()),
                            "was complained of: "
                                    + words(
                                            complaint.complaintFeedbackType(),
                                            complaint.complaintSubType()),
                            mailId()));
        }
        return Optional.empty();
    }

    private @Nullable MailId mailId() {
        var tags = mail == null ? null : mail.tags();
        var values = tags == null ? null : tags.get(MAIL_ID);
        return values == null
                        || values.size() != 1
                        || !UUID_FORM.matcher(values.getFirst()).matches()
                ? null
                : new MailId(UUID.fromString(values.getFirst()));
    }

    private static List<String> addresses(@Nullable List<Recipient> recipients) {
        return Objects.requireNonNullElse(recipients, List.<Recipient>of()).stream()
                .map(Recipient::address)
                .flatMap(Optional::stream)
                .toList();
    }

    private static String words(@Nullable String... said) {
        var words = Stream.of(said).filter(Objects::nonNull).toList();
        return words.isEmpty() ? "without a reason" : String.join(", ", words);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Bounce(
            @Nullable String bounceType,
            @Nullable String bounceSubType,
            @Nullable List<Recipient> bouncedRecipients) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Complaint(
            @Nullable String complaintFeedbackType,
            @Nullable String complaintSubType,
            @Nullable List<Recipient> complainedRecipients) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Recipient(@Nullable String emailAddress) {

        /// Without the name some servers add to it.
        Optional<String> address() {
            if (emailAddress == null) {
                return Optional.empty();
            }
            int open = emailAddress.lastIndexOf('<');
            int close = emailAddress.lastIndexOf('>');
            return Optional.of(
                    open >= 0 && close > open
                            ? emailAddress.substring(open + 1, close)
                            : emailAddress);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Sent(@Nullable Map<String, List<String>> tags) {}
}
