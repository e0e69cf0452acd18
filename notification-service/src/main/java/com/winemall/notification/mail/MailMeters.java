package com.winemall.notification.mail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Counts what becomes of mails.
@Component
class MailMeters {

    private final Map<MailKind, Counter> sent = new EnumMap<>(MailKind.class);
    private final Map<MailKind, Counter> postponed = new EnumMap<>(MailKind.class);
    private final Map<MailKind, Counter> failed = new EnumMap<>(MailKind.class);
    private final Map<MailKind, Counter> doubtful = new EnumMap<>(MailKind.class);
    private final Timer calls;

    MailMeters(MeterRegistry meters) {
        for (var kind : MailKind.values()) {
            sent.put(kind, counter(meters, "winemall.mail.sent", "mails SES has taken", kind));
            postponed.put(
                    kind,
                    counter(
                            meters,
                            "winemall.mail.postponed",
                            "tries that failed and will be repeated",
                            kind));
            failed.put(kind, counter(meters, "winemall.mail.failed", "mails given up", kind));
            doubtful.put(
                    kind,
                    counter(
                            meters,
                            "winemall.mail.doubtful",
                            "mails SES may or may not have taken",
                            kind));
        }
        this.calls =
                Timer.builder("winemall.mail.call")
                        .description("time SES takes for a mail")
                        .register(meters);
    }

    Delivery timed(Supplier<Delivery> call) {
        return Objects.requireNonNull(calls.record(call));
    }

    void marked(MailKind kind, Mark.Result result) {
        var counters =
                switch (result) {
                    case Mark.Result.Sent _ -> sent;
                    case Mark.Result.TryAgain _ -> postponed;
                    case Mark.Result.Failed _ -> failed;
                    case Mark.Result.InDoubt _ -> doubtful;
                };
        Objects.requireNonNull(counters.get(kind)).increment();
    }

    void doubtful(MailKind kind) {
        Objects.requireNonNull(doubtful.get(kind)).increment();
    }

    private static Counter counter(
            MeterRegistry meters, String name, String description, MailKind kind) {
        return Counter.builder(name)
                .description(description)
                .tag("kind", kind.name())
                .register(meters);
    }
}
