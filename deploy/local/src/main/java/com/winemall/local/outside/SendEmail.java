package com.winemall.local.outside;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// The body of SES's `SendEmail`, as far as it matters here; what else it may have is passed over.
@JsonNaming(UpperCamelCaseStrategy.class)
record SendEmail(
        @Nullable String fromEmailAddress,
        @Nullable Destination destination,
        @Nullable Content content,
        @Nullable List<NameAndValue> emailTags) {

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Destination(
            @Nullable List<String> toAddresses,
            @Nullable List<String> ccAddresses,
            @Nullable List<String> bccAddresses) {}

    /// One of the two.
    @JsonNaming(UpperCamelCaseStrategy.class)
    record Content(@Nullable Simple simple, @Nullable Raw raw) {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Simple(
            @Nullable Text subject, @Nullable Body body, @Nullable List<NameAndValue> headers) {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Body(@Nullable Text text, @Nullable Text html) {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Text(@Nullable String data) {}

    /// @param data the whole mail as it travels, in base64
    @JsonNaming(UpperCamelCaseStrategy.class)
    record Raw(@Nullable String data) {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record NameAndValue(@Nullable String name, @Nullable String value) {}
}
