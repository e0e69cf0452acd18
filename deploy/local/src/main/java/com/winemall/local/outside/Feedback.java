package com.winemall.local.outside;

import static java.util.Locale.ROOT;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What SES has to say of mails to the addresses of its mailbox simulator, which are there to be
/// tried: `bounce@simulator.amazonses.com` has no mailbox, and `complaint@` does not want the mail.
/// A label may follow the name: `bounce+anna@…`.
final class Feedback {

    private static final String SIMULATOR = "@simulator.amazonses.com";

    private final Sns sns;

    Feedback(Sns sns) {
        this.sns = sns;
    }

    void about(Mail mail) {
        for (var recipient : Addresses.split(mail.to())) {
            if (isOf("bounce", recipient)) {
                say(
                        mail,
                        "Bounce",
                        "bounce",
                        Map.of(
                                "bounceType",
                                "Permanent",
                                "bounceSubType",
                                "General",
                                "bouncedRecipients",
                                List.of(Map.of("emailAddress", recipient))));
            } else if (isOf("complaint", recipient)) {
                say(
                        mail,
                        "Complaint",
                        "complaint",
                        Map.of(
                                "complaintFeedbackType",
                                "abuse",
                                "complainedRecipients",
                                List.of(Map.of("emailAddress", recipient))));
            }
        }
    }

    private void say(Mail mail, String type, String field, Map<String, Object> detail) {
        var tags =
                mail.tags().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, tag -> List.of(tag.getValue())));
        sns.publish(
                Json.written(
                        Map.of(
                                "eventType",
                                type,
                                field,
                                detail,
                                "mail",
                                Map.of("messageId", mail.id().toString(), "tags", tags))));
    }

    private static boolean isOf(String name, String recipient) {
        var address = recipient.toLowerCase(ROOT);
        return address.endsWith(SIMULATOR)
                && (address.equals(name + SIMULATOR) || address.startsWith(name + "+"));
    }
}
