package com.winemall.user.member;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

/// What a member is written to in.
public enum Language {
    KOREAN("ko"),
    ENGLISH("en");

    @JsonValue @EnumeratedValue private final String code;

    Language(String code) {
        this.code = code;
    }

    /// As the API, the database and the messages have it.
    public String code() {
        return code;
    }
}
