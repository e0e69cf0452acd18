package com.winemall.local.outside;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every way the outside world says no, except for SES, which has its own.
enum Problem {
    INVALID_REQUEST(400, "The request is not valid"),
    CARD_DECLINED(402, "The card was declined"),
    TOKEN_UNKNOWN(402, "Nobody knows this card"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "This cannot be done here"),
    ALREADY_CAPTURED(409, "The money was taken; it can be refunded"),
    INTENT_CLOSED(409, "Nothing can be paid here any more"),
    NOT_AUTHORIZED(409, "There is no money set aside"),
    NOT_CAPTURED(409, "There is no money to give back"),
    PAYLOAD_TOO_LARGE(413, "The body is too large"),
    AMOUNT_MISMATCH(422, "This is not the intent's amount"),
    IDEMPOTENCY_KEY_REUSED(422, "This idempotency key was used with another body"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL_ERROR(500, "Something went wrong on our side"),
    SERVICE_UNAVAILABLE(503, "Not available for a moment");

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    Answer answer(String detail) {
        return Answer.problem(status, fields(detail));
    }

    Answer answer(List<InvalidField> errors) {
        var fields = fields("See errors for what is wrong with it");
        fields.put("errors", errors);
        return Answer.problem(status, fields);
    }

    private Map<String, Object> fields(String detail) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", "about:blank");
        fields.put("title", title);
        fields.put("status", status);
        fields.put("detail", detail);
        fields.put("code", name());
        return fields;
    }
}
