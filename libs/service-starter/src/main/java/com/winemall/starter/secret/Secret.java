package com.winemall.starter.secret;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;

/// A password or a token on its way through. Whatever prints the request or the settings it is part
/// of does not print it.
@Schema(type = "string", format = "password")
public record Secret(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Secret {}

    @Override
    public String toString() {
        return "(secret)";
    }
}
