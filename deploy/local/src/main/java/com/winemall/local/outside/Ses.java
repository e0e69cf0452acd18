package com.winemall.local.outside;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Amazon SES, version 2 of its HTTP interface: the one call that sends a mail. It checks what SES
/// itself would refuse, and says no the way SES does.
final class Ses {

    private static final int RECIPIENTS_MAX = 50;
    private static final String BAD_REQUEST = "BadRequestException";

    private final Mails mails;
    private final Feedback feedback;
    private final Behaviour behaviour;
    private final Clock clock;

    Ses(Mails mails, Feedback feedback, Behaviour behaviour, Clock clock) {
        this.mails = mails;
        this.feedback = feedback;
        this.behaviour = behaviour;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.on("POST", "/v2/email/outbound-emails", this::send);
        behaviour.addTo(routes);
    }

    private Answer send(Request request) throws IOException {
        return switch (behaviour.treat()) {
            case SERVED -> accept(read(request));
            case FAILED -> no(500, "InternalServiceErrorException", "Something went wrong");
            case THROTTLED -> no(429, "TooManyRequestsException", "Maximum sending rate exceeded.");
            case DOWN -> no(503, "ServiceUnavailableException", "Nobody is there");
        };
    }

    private Answer accept(SendEmail email) {
        if (email.content() == null) {
            throw badRequest("Content is missing");
        }
        var mail = mail(email, letter(email.content()));
        mails.keep(mail);
        feedback.about(mail);
        return Answer.json(200, Map.of("MessageId", mail.id().toString()));
    }

    private Mail mail(SendEmail email, Letter letter) {
        var recipients = recipients(email, letter);
        if (recipients.isEmpty() || recipients.size() > RECIPIENTS_MAX) {
            throw badRequest("There have to be 1 to " + RECIPIENTS_MAX + " recipients");
        }
        var from = address(Objects.requireNonNullElse(email.fromEmailAddress(), letter.from()));
        return new Mail(
                UUID.randomUUID(),
                from,
                recipients.stream().map(Ses::address).collect(Collectors.joining(", ")),
                letter.subject(),
                letter.text(),
                letter.html(),
                letter.headers(),
                byName(email.emailTags()),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private static SendEmail read(Request request) throws IOException {
        try {
            SendEmail email = Json.tolerant(SendEmail.class).readValue(request.body());
            if (email == null) {
                throw badRequest("The body has to be a JSON object");
            }
            return email;
        } catch (JacksonException e) {
            throw badRequest(e.getOriginalMessage());
        }
    }

    private static Letter letter(SendEmail.Content content) {
        var simple = content.simple();
        var raw = content.raw();
        if ((simple == null) == (raw == null)) {
            throw badRequest(
                    "Content has to be either Simple or Raw; templates are not known here");
        }
        return simple != null ? letter(simple) : letter(Objects.requireNonNull(raw));
    }

    private static Letter letter(SendEmail.Simple simple) {
        if (simple.subject() == null || simple.subject().data() == null) {
            throw badRequest("Subject is missing");
        }
        var text = simple.body() == null ? null : data(simple.body().text());
        var html = simple.body() == null ? null : data(simple.body().html());
        if (text == null && html == null) {
            throw badRequest("Body has neither Text nor Html");
        }
        return new Letter(
                "",
                List.of(),
                simple.subject().data(),
                Objects.requireNonNullElse(text, ""),
                Objects.requireNonNullElse(html, ""),
                byName(simple.headers()));
    }

    private static Letter letter(SendEmail.Raw raw) {
        if (raw.data() == null || raw.data().isEmpty()) {
            throw badRequest("Raw has no Data");
        }
        try {
            return MimeMail.read(Base64.getDecoder().decode(raw.data()));
        } catch (IllegalArgumentException _) {
            throw badRequest("Data is not base64");
        }
    }

    /// With raw mails the destination may be left to the mail's own headers.
    private static List<String> recipients(SendEmail email, Letter letter) {
        var destination = email.destination();
        if (destination == null) {
            return letter.recipients();
        }
        return Stream.of(
                        destination.toAddresses(),
                        destination.ccAddresses(),
                        destination.bccAddresses())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .toList();
    }

    private static String address(@Nullable String address) {
        var bare = address == null ? "" : Addresses.withoutName(address);
        if (!Addresses.isAddress(bare)) {
            throw badRequest("Missing final '@domain'");
        }
        return bare;
    }

    private static @Nullable String data(SendEmail.@Nullable Text text) {
        return text == null ? null : text.data();
    }

    private static Map<String, String> byName(@Nullable List<SendEmail.NameAndValue> pairs) {
        Map<String, String> values = new LinkedHashMap<>();
        for (var pair : Objects.requireNonNullElse(pairs, List.<SendEmail.NameAndValue>of())) {
            if (pair == null || pair.name() == null || pair.value() == null) {
                throw badRequest("Headers and tags have a Name and a Value");
            }
            values.put(pair.name(), pair.value());
        }
        return values;
    }

    private static Refused badRequest(String message) {
        return new Refused(no(400, BAD_REQUEST, message));
    }

    /// The SDK finds the exception by the header.
    private static Answer no(int status, String type, String message) {
        return Answer.json(status, Map.of("message", message)).with("x-amzn-ErrorType", type);
    }
}
