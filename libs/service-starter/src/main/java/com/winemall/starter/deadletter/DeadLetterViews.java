package com.winemall.starter.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.winemall.starter.deadletter.DeadLetterView.ActionView;
import org.jspecify.annotations.Nullable;

/// Shows dead letters.
final class DeadLetterViews {

    private final String service;
    private final int payloadShownMax;

    DeadLetterViews(String service, int payloadShownMax) {
        this.service = service;
        this.payloadShownMax = payloadShownMax;
    }

    DeadLetterView of(DeadLetter letter) {
        var record = letter.record();
        return new DeadLetterView(
                letter.id(),
                service,
                record.topic(),
                record.consumer(),
                record.key(),
                record.headers().get("ce_id"),
                record.headers().get("ce_type"),
                payload(record.value()),
                record.error(),
                record.attempts(),
                record.at(),
                letter.status(),
                letter.actions().stream()
                        .map(action ->
                                new ActionView(
                                        action.kind(),
                                        action.by(),
                                        action.at(),
                                        action.reason(),
                                        action.error()))
                        .toList());
    }

    private @Nullable String payload(byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        var text = new String(value, UTF_8);
        return text.length() <= payloadShownMax ? text : text.substring(0, payloadShownMax);
    }
}
