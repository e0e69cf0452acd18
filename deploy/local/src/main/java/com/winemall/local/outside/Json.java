package com.winemall.local.outside;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// How JSON is read and written here.
final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    private Json() {}

    /// Reads what others may have added fields to.
    static <T> ObjectReader tolerant(Class<T> type) {
        return MAPPER.readerFor(type);
    }

    /// Reads what has exactly our fields, so that a misspelt one is not silently without effect.
    static <T> ObjectReader strict(Class<T> type) {
        return MAPPER.readerFor(type).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /// One line of UTF-8. By way of a string, since half a surrogate pair, which anybody may send,
    /// becomes a question mark this way and an exception any other.
    static byte[] written(Object value) {
        return MAPPER.writeValueAsString(value).getBytes(UTF_8);
    }
}
