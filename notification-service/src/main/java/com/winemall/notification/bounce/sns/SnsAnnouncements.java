package com.winemall.notification.bounce.sns;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.winemall.notification.bounce.Announcement;
import com.winemall.notification.bounce.Announcement.Doubt;
import com.winemall.notification.bounce.Announcement.Untrusted;
import com.winemall.notification.bounce.Announcements;
import com.winemall.notification.bounce.FeedbackSettings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Amazon SNS, by its documentation of signatures.
@Component
class SnsAnnouncements implements Announcements {

    private static final Logger log = LoggerFactory.getLogger(SnsAnnouncements.class);

    private final FeedbackSettings settings;
    private final SnsHttp http;
    private final SnsCertificates certificates;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    /// @throws IllegalArgumentException if a topic is none
    SnsAnnouncements(
            FeedbackSettings settings, SnsHttp http, SnsCertificates certificates, Clock clock) {
        for (var topic : settings.topics()) {
            if (!SnsAddress.isTopic(topic)) {
                throw new IllegalArgumentException(
                        "winemall.mail.feedback.topics has " + topic + ", which is no ARN of one");
            }
        }
        this.settings = settings;
        this.http = http;
        this.certificates = certificates;
        this.clock = clock;
    }

    @Override
    public Announcement read(byte[] words) {
        return envelope(words)
                .map(this::announcement)
                .orElseGet(() -> new Untrusted(Doubt.MALFORMED));
    }

    /// The topic is looked at first: nobody makes us fetch certificates for topics we do not know.
    private Announcement announcement(Envelope envelope) {
        if (!settings.topics().contains(envelope.topicArn())) {
            return new Untrusted(Doubt.UNKNOWN_TOPIC);
        }
        try {
            if (!isSigned(envelope)) {
                return new Untrusted(Doubt.BAD_SIGNATURE);
            }
        } catch (IOException e) {
            log.warn("SNS's certificate cannot be had", e);
            return new Untrusted(Doubt.UNVERIFIABLE);
        }
        if (!isOfNow(envelope.at())) {
            return new Untrusted(Doubt.NOT_OF_NOW);
        }
        return switch (envelope.type()) {
            case NOTIFICATION -> notification(envelope);
            case SUBSCRIPTION_CONFIRMATION ->
                    new Announcement.OfTopic(
                            envelope.topicArn(), Objects.requireNonNull(envelope.subscribeUrl()));
            case UNSUBSCRIBE_CONFIRMATION -> new Announcement.OfEnd(envelope.topicArn());
        };
    }

    private boolean isSigned(Envelope envelope) throws IOException {
        var address = SnsAddress.of(envelope.signingCertUrl(), envelope.topicArn());
        if (address.isEmpty()) {
            return false;
        }
        var certificate = certificates.find(address.get());
        return certificate.isPresent() && isSigned(envelope, certificate.get());
    }

    private static boolean isSigned(Envelope envelope, X509Certificate certificate) {
        try {
            var signature =
                    Signature.getInstance(
                            switch (envelope.signatureVersion()) {
                                case "1" -> "SHA1withRSA";
                                case "2" -> "SHA256withRSA";
                                default -> throw new GeneralSecurityException("unknown version");
                            });
            signature.initVerify(certificate);
            signature.update(envelope.signedText().getBytes(UTF_8));
            return signature.verify(Base64.getDecoder().decode(envelope.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    private boolean isOfNow(Instant moment) {
        var now = clock.instant();
        return moment.isAfter(now.minus(settings.ageMax()))
                && moment.isBefore(now.plus(settings.clockSkew()));
    }

    @Override
    public boolean confirm(Announcement.OfTopic question) {
        var address = SnsAddress.of(question.confirmation(), question.topic());
        try {
            return address.isPresent() && http.get(address.get()).statusCode() == 200;
        } catch (IOException e) {
            log.warn("SNS cannot be reached", e);
            return false;
        }
    }

    private Announcement notification(Envelope notification) {
        try {
            return Optional.ofNullable(json.readValue(notification.message(), SesEvent.class))
                    .flatMap(SesEvent::report)
                    .<Announcement>map(
                            report -> new Announcement.OfMail(notification.messageId(), report))
                    .orElseGet(Announcement.OfNoConcern::new);
        } catch (JacksonException _) {
            // SES tries a new topic out with a sentence.
            return new Announcement.OfNoConcern();
        }
    }

    private Optional<Envelope> envelope(byte[] words) {
        try {
            return Optional.ofNullable(json.readValue(words, Envelope.class));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
