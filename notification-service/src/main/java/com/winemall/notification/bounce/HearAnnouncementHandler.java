package com.winemall.notification.bounce;

import com.winemall.notification.bounce.Announcement.Doubt;
import com.winemall.notification.mail.Mails;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Acts on what SES says of mails it had taken: whoever's mailbox does not exist, or who
/// complained, gets no further mail. Said twice is heard once.
@Component
public class HearAnnouncementHandler {

    private static final Logger log = LoggerFactory.getLogger(HearAnnouncementHandler.class);

    private final Announcements announcements;
    private final Suppressions suppressions;
    private final Mails mails;
    private final FeedbackSettings settings;
    private final TransactionOperations transaction;
    private final MeterRegistry meters;

    HearAnnouncementHandler(
            Announcements announcements,
            Suppressions suppressions,
            Mails mails,
            FeedbackSettings settings,
            TransactionOperations transaction,
            MeterRegistry meters) {
        this.announcements = announcements;
        this.suppressions = suppressions;
        this.mails = mails;
        this.settings = settings;
        this.transaction = transaction;
        this.meters = meters;
        // An alert counts increases: what is first seen at 1 would not be one.
        for (var kind : Report.Kind.values()) {
            heard(kind);
        }
    }

    /// @param words as they came
    public Outcome handle(byte[] words) {
        return switch (announcements.read(words)) {
            case Announcement.OfMail(var id, var report) ->
                    transaction.execute(_ -> heard(id, report));
            case Announcement.OfTopic question -> {
                boolean confirmed = announcements.confirm(question);
                log.atInfo()
                        .addKeyValue("topic", question.topic())
                        .log(confirmed ? "SNS may tell us of it" : "SNS does not hear our yes");
                yield confirmed ? new Outcome.Heard() : new Outcome.Refused(Doubt.UNVERIFIABLE);
            }
            case Announcement.OfEnd(var topic) -> {
                log.atError()
                        .addKeyValue("topic", topic)
                        .log("SNS tells us nothing of it any more");
                yield new Outcome.Heard();
            }
            case Announcement.OfNoConcern _ -> new Outcome.Heard();
            case Announcement.Untrusted(var doubt) -> {
                log.atWarn().addKeyValue("doubt", doubt).log("somebody speaks in SNS's name");
                yield new Outcome.Refused(doubt);
            }
        };
    }

    @Scheduled(fixedDelayString = "${winemall.mail.feedback.sweep-interval:1h}")
    void sweep() {
        suppressions.forget(settings.ageMax().plus(settings.clockSkew()).multipliedBy(2));
    }

    private Outcome heard(String id, Report report) {
        if (!suppressions.remember(id)) {
            return new Outcome.HeardBefore();
        }
        int suppressed =
                switch (report.kind()) {
                    case PERMANENT_BOUNCE ->
                            suppressions.suppress(report, Suppression.Cause.BOUNCE);
                    case COMPLAINT -> suppressions.suppress(report, Suppression.Cause.COMPLAINT);
                    case PASSING_BOUNCE -> 0;
                };
        if (report.mail() != null) {
            mails.note(report.mail(), report.detail());
        }
        heard(report.kind()).increment();
        log.atWarn()
                .addKeyValue("kind", report.kind())
                .addKeyValue("mailId", report.mail())
                .addKeyValue("suppressed", suppressed)
                .log("a mail did not arrive, or was not welcome");
        return new Outcome.Heard();
    }

    private Counter heard(Report.Kind kind) {
        return meters.counter("winemall.mail.feedback", "kind", kind.name());
    }

    /// What came of it.
    public sealed interface Outcome {

        record Heard() implements Outcome {}

        /// And acted on then.
        record HeardBefore() implements Outcome {}

        record Refused(Doubt doubt) implements Outcome {}
    }
}
