package com.winemall.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AsyncApiTest {

    private static final Path DOCUMENT = Path.of("../../docs/asyncapi.yaml");
    private static final String HOW_TO_WRITE =
            "mvn -pl libs/contracts test -Dtest=AsyncApiTest -Dwinemall.asyncapi.write=true";

    static List<Traffic> traffic() {
        return Traffic.ALL;
    }

    @Test
    void the_document_says_what_the_records_say() throws IOException {
        var expected = "# Made from libs/contracts by: " + HOW_TO_WRITE + "\n" + AsyncApi.yaml();
        if (Boolean.getBoolean("winemall.asyncapi.write")) {
            Files.writeString(DOCUMENT, expected, UTF_8);
        }

        assertThat(DOCUMENT).as("the document; made by: %s", HOW_TO_WRITE).exists();
        assertThat(Files.readString(DOCUMENT, UTF_8))
                .as(
                        "docs/asyncapi.yaml is not what libs/contracts says; make it again: %s",
                        HOW_TO_WRITE)
                .isEqualTo(expected);
    }

    @Test
    void every_topic_is_told_of_once() {
        assertThat(Traffic.ALL).extracting(Traffic::topic).hasSameElementsAs(Topics.ALL);
        assertThat(Traffic.ALL).hasSameSizeAs(Topics.ALL);
    }

    @ParameterizedTest
    @MethodSource("traffic")
    void every_message_has_one_sender_and_every_topic_a_listener(Traffic traffic) {
        assertThat(Vocabulary.messages(traffic.topic()))
                .allSatisfy(type ->
                        assertThat(traffic.parties(Traffic.Action.SEND))
                                .filteredOn(party -> party.isConcernedWith(type))
                                .hasSize(1));
        assertThat(traffic.parties(Traffic.Action.RECEIVE)).isNotEmpty();
    }
}
