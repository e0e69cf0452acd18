package com.winemall.contracts;

import com.winemall.contracts.Traffic.Action;
import com.winemall.contracts.Traffic.Party;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/// The messages of the mall as an AsyncAPI document, told from the records, their comments and the
/// samples.
final class AsyncApi {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final YAMLMapper YAML =
            YAMLMapper.builder(
                            YAMLFactory.builder().stringQuotingChecker(new QuotedDigits()).build())
                    .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
                    .enable(
                            YAMLWriteFeature.MINIMIZE_QUOTES,
                            YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
                    .build();

    private static final String DESCRIPTION =
            """
            Every message of the mall.

            - The value is the JSON of the payload, the headers are those of CloudEvents in Kafka's binary mode. `ce_type` says which message it is; no class name is on the wire.
            - Messages with the same key stay in the order they were sent, save for those that a sweep, a retry or a redrive brings later: a `version` grows with each change of what an event is about, and only newer ones are to be applied.
            - A message may be delivered more than once, always under the same `ce_id`. A command that is sent again keeps its `commandId` and gets the answer it got before.
            - Fields may be added: a reader passes over what it does not know. What is not required is absent, never null.
            - Instants are in UTC, durations as in `PT5M`, money is a whole number of won.
            """;

    private static final String BINDING_VERSION = "0.5.0";

    private AsyncApi() {}

    static String yaml() {
        return YAML.writeValueAsString(document());
    }

    private static ObjectNode document() {
        var document = JSON.createObjectNode().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "WineMall")
                .put("version", "1.0.0")
                .put("description", DESCRIPTION);
        document.put("defaultContentType", "application/json");
        var channels = document.putObject("channels");
        var operations = document.putObject("operations");
        var components = document.putObject("components");
        var messages = components.putObject("messages");
        for (var traffic : Traffic.ALL) {
            channels.set(traffic.topic().name(), channel(traffic));
            traffic.parties()
                    .forEach(party ->
                            operations.set(operationId(traffic, party), operation(traffic, party)));
            Vocabulary.messages(traffic.topic())
                    .forEach(type -> messages.set(Topic.nameOf(type), message(type)));
        }
        channels.set("dead-letters", deadLetters());
        messages.set("DeadLetter", deadLetter());
        components.putObject("messageTraits").set("cloudEvent", cloudEvent());
        var schemas = components.putObject("schemas");
        Vocabulary.parts().forEach(part -> schemas.set(part.getSimpleName(), Schemas.ofPart(part)));
        return document;
    }

    private static ObjectNode channel(Traffic traffic) {
        var name = traffic.topic().name();
        var channel =
                JSON.createObjectNode()
                        .put("address", name)
                        .put("summary", traffic.carries())
                        .put(
                                "description",
                                "Key: %s. From %s to %s."
                                        .formatted(
                                                keys(traffic.topic()),
                                                services(traffic, Action.SEND),
                                                services(traffic, Action.RECEIVE)));
        var messages = channel.putObject("messages");
        Vocabulary.messages(traffic.topic())
                .forEach(type ->
                        messages.set(
                                Topic.nameOf(type),
                                Schemas.reference("components/messages", Topic.nameOf(type))));
        kafka(channel).put("topic", name);
        return channel;
    }

    /// Without a list of messages it is about all of the channel.
    private static ObjectNode operation(Traffic traffic, Party party) {
        var channel = "channels/" + traffic.topic().name();
        var operation =
                JSON.createObjectNode()
                        .put("action", party.action().name().toLowerCase(Locale.ROOT));
        operation.set("channel", Schemas.reference("channels", traffic.topic().name()));
        operation.put("summary", party.why());
        operation.putArray("tags").addObject().put("name", party.service());
        var all = Vocabulary.messages(traffic.topic());
        var some = all.stream().filter(party::isConcernedWith).toList();
        if (some.size() < all.size()) {
            var messages = operation.putArray("messages");
            some.forEach(type ->
                    messages.add(Schemas.reference(channel + "/messages", Topic.nameOf(type))));
        }
        return operation;
    }

    private static ObjectNode message(Class<?> type) {
        var name = Topic.nameOf(type);
        var samples = Samples.of(type);
        var message =
                JSON.createObjectNode()
                        .put("name", name)
                        .put("description", DocComment.of(type).text());
        var headers = message.putObject("headers").put("type", "object");
        headers.putObject("properties").putObject("ce_type").put("const", name);
        message.putArray("traits").add(Schemas.reference("components/messageTraits", "cloudEvent"));
        message.set("payload", Schemas.ofRecord(type));
        kafka(message)
                .putObject("key")
                .put("type", "string")
                .put("format", "uuid")
                .put("description", "The " + keyOf(type) + ".");
        var examples = message.putArray("examples");
        samples.forEach((shape, sample) ->
                examples.addObject().put("name", shape).set("payload", JSON.valueToTree(sample)));
        return message;
    }

    private static ObjectNode cloudEvent() {
        var headers =
                JSON.readTree(
                        """
                        {
                          "type": "object",
                          "required": ["ce_specversion", "ce_id", "ce_type", "ce_source", "ce_subject", "ce_time", "content-type"],
                          "properties": {
                            "ce_specversion": {"const": "1.0"},
                            "ce_id": {"type": "string", "description": "The same for every delivery of the same message, however often it is made; a command's is its commandId."},
                            "ce_type": {"type": "string", "description": "Which message it is."},
                            "ce_source": {"type": "string", "format": "uri-reference", "description": "Who sent it, such as /order-service."},
                            "ce_subject": {"type": "string", "description": "The key."},
                            "ce_time": {"type": "string", "format": "date-time", "description": "When it was sent, this time."},
                            "content-type": {"const": "application/json"},
                            "traceparent": {"type": "string", "description": "The W3C trace it belongs to."}
                          }
                        }
                        """);
        var trait = JSON.createObjectNode();
        trait.set("headers", headers);
        return trait;
    }

    private static JsonNode deadLetters() {
        var channel =
                JSON.readTree(
                        """
                        {
                          "address": "{topic}.{consumer}.dlt",
                          "summary": "What a consumer could not handle, until an operator redrives or discards it.",
                          "description": "Key, value and headers are those of the message; a redrive keeps them. Each service owns the dead letters of its consumers.",
                          "parameters": {
                            "topic": {"description": "Where the message came from."},
                            "consumer": {"description": "Which consumer of the service could not handle it."}
                          }
                        }
                        """);
        ((ObjectNode) channel)
                .putObject("messages")
                .set("DeadLetter", Schemas.reference("components/messages", "DeadLetter"));
        return channel;
    }

    private static JsonNode deadLetter() {
        return JSON.readTree(
                """
                {
                  "name": "DeadLetter",
                  "description": "Any message, or what was taken for one.",
                  "headers": {
                    "type": "object",
                    "required": ["dlt_error", "dlt_reason", "dlt_topic", "dlt_partition", "dlt_offset", "dlt_at"],
                    "properties": {
                      "dlt_error": {"type": "string", "description": "The kind of failure."},
                      "dlt_reason": {"type": "string", "description": "What the failure says of itself."},
                      "dlt_topic": {"type": "string", "description": "Where the message was read."},
                      "dlt_partition": {"type": "string", "description": "Of that topic."},
                      "dlt_offset": {"type": "string", "description": "In that partition."},
                      "dlt_at": {"type": "string", "format": "date-time", "description": "When it was given up."}
                    }
                  },
                  "payload": {"description": "The value as it was."}
                }
                """);
    }

    private static ObjectNode kafka(ObjectNode holder) {
        return holder.putObject("bindings")
                .putObject("kafka")
                .put("bindingVersion", BINDING_VERSION);
    }

    private static String operationId(Traffic traffic, Party party) {
        return "%s.%s.%s"
                .formatted(
                        party.service(),
                        party.action().name().toLowerCase(Locale.ROOT),
                        traffic.topic().name());
    }

    private static String services(Traffic traffic, Action action) {
        return traffic.parties(action).stream()
                .map(Party::service)
                .collect(Collectors.joining(", "));
    }

    /// The one field all messages of a topic are keyed by, or which are keyed by which.
    private static String keys(Topic<?> topic) {
        Map<String, List<String>> typesByKey = new LinkedHashMap<>();
        Vocabulary.messages(topic)
                .forEach(type ->
                        typesByKey
                                .computeIfAbsent(keyOf(type), _ -> new ArrayList<>())
                                .add(Topic.nameOf(type)));
        return typesByKey.size() == 1
                ? typesByKey.keySet().iterator().next()
                : typesByKey.entrySet().stream()
                        .map(key -> key.getKey() + " (" + String.join(", ", key.getValue()) + ")")
                        .collect(Collectors.joining(", "));
    }

    private static String keyOf(Class<?> type) {
        return Vocabulary.key(Samples.of(type).get("full")).getName();
    }

    /// Quotes what a reader of YAML 1.1 would take for a number or a date.
    private static final class QuotedDigits extends StringQuotingChecker.Default {

        @Override
        public boolean needToQuoteValue(String value) {
            return super.needToQuoteValue(value)
                    || (!value.isEmpty() && Character.isDigit(value.charAt(0)));
        }
    }
}
