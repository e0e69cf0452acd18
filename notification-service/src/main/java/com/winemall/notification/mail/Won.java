package com.winemall.notification.mail;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Money, which a mail shows otherwise than any other number.
public record Won(@JsonValue long amount) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Won {}

    public Won times(int quantity) {
        return new Won(Math.multiplyExact(amount, (long) quantity));
    }
}
