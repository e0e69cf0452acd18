package com.winemall.starter.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.winemall.contracts.Message;
import com.winemall.contracts.Topic;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/// Messages as Kafka carries them: the JSON of the record as the value, and the CloudEvents
/// attributes in the headers, as the Kafka protocol binding's binary mode has them.
public final class MessageCodec {

    private static final byte[] SPEC_VERSION = "1.0".getBytes(UTF_8);
    private static final byte[] JSON = "application/json".getBytes(UTF_8);

    /// Reads no less strictly than bodies of requests are read: what is not what it claims to be is
    /// malformed, not rounded, and neither is what is missing made up. Fields nobody knows are
    /// passed over.
    private final JsonMapper json =
            JsonMapper.builder()
                    .annotationIntrospector(new RequiredFields())
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .build();

    private final byte[] source;

    /// @param source who sends: the service's name
    public MessageCodec(String source) {
        this.source = ("/" + source).getBytes(UTF_8);
    }

    /// The JSON of a message.
    public byte[] value(Message message) {
        return json.writeValueAsBytes(message);
    }

    ProducerRecord<String, byte[]> encode(Outgoing outgoing, Instant now) {
        var message = outgoing.message();
        return encode(
                outgoing.topic(),
                message.key(),
                Topic.nameOf(message.getClass()),
                outgoing.id(),
                now,
                outgoing.traceparent(),
                value(message));
    }

    /// The record for a message whose JSON is made already.
    public ProducerRecord<String, byte[]> encode(
            String topic,
            String key,
            String type,
            String id,
            Instant time,
            @Nullable String traceparent,
            byte[] value) {
        var encoded = new ProducerRecord<String, byte[]>(topic, key, value);
        var headers = encoded.headers();
        headers.add("ce_specversion", SPEC_VERSION)
                .add("ce_id", id.getBytes(UTF_8))
                .add("ce_type", type.getBytes(UTF_8))
                .add("ce_source", source)
                .add("ce_subject", key.getBytes(UTF_8))
                .add("ce_time", time.toString().getBytes(UTF_8))
                .add("content-type", JSON);
        if (traceparent != null) {
            headers.add("traceparent", traceparent.getBytes(UTF_8));
        }
        return encoded;
    }

    /// @throws MalformedMessage if this is no message of the topic
    public <M extends Message> Received<M> decode(
            Topic<M> topic, ConsumerRecord<String, byte[]> raw) {
        return decode(topic, raw.headers(), raw.value());
    }

    /// @throws MalformedMessage if this is no message of the topic
    <M extends Message> Received<M> decode(
            Topic<M> topic, Headers headers, byte @Nullable [] value) {
        var type = required(headers, "ce_type");
        var javaType = topic.types().get(type);
        if (javaType == null) {
            throw new MalformedMessage(topic.name() + " has no messages of type " + type);
        }
        if (value == null) {
            throw new MalformedMessage("a " + type + " without a value");
        }
        try {
            @Nullable M message = json.readValue(value, javaType);
            if (message == null) {
                throw new MalformedMessage("a " + type + " without a value");
            }
            return new Received<>(
                    required(headers, "ce_id"),
                    message,
                    Instant.parse(required(headers, "ce_time")),
                    text(headers, "traceparent"));
        } catch (JacksonException | DateTimeException e) {
            throw new MalformedMessage("not a " + type + ": " + e.getMessage(), e);
        }
    }

    private static String required(Headers headers, String name) {
        var value = text(headers, name);
        if (value == null) {
            throw new MalformedMessage("no header " + name);
        }
        return value;
    }

    private static @Nullable String text(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
