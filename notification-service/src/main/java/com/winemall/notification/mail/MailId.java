package com.winemall.notification.mail;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// Names one mail, from the row it is written to down to the header it carries.
public record MailId(@JsonValue UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
