package com.winemall.starter.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.product.CommitStock;
import com.winemall.contracts.product.ReserveStock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.006Z");
    private static final String TRACEPARENT =
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final UUID ID = UUID.fromString("0199a0b0-0000-7000-8000-000000000001");

    private final MessageCodec codec = new MessageCodec("cellar-service");

    @Test
    void a_message_comes_out_as_it_went_in() {
        var message =
                new ReserveStock(
                        new CommandId("c-1"),
                        new OrderId(ID),
                        new CustomerId(ID),
                        List.of(new OrderLine(new ProductId(ID), 3)),
                        WhenOutOfStock.RESERVE,
                        new EventId(ID),
                        Duration.ofMinutes(6),
                        Duration.ofMinutes(7),
                        NOW);
        var outgoing = Outgoing.to(Topics.PRODUCT_COMMANDS, "c-1", message).tracedBy(TRACEPARENT);

        var received = codec.decode(Topics.PRODUCT_COMMANDS, onTheWire(outgoing));

        assertThat(received).isEqualTo(new Received<>("c-1", message, NOW, TRACEPARENT));
    }

    @Test
    void what_is_optional_may_be_absent() {
        var message = commit();

        var received =
                codec.decode(
                        Topics.PRODUCT_COMMANDS,
                        onTheWire(Outgoing.to(Topics.PRODUCT_COMMANDS, "c-1", message)));

        assertThat(received).isEqualTo(new Received<>("c-1", message, NOW, null));
    }

    @Test
    void the_headers_are_those_of_cloudevents_in_binary_mode() {
        var record = codec.encode(outgoing(commit()).tracedBy(TRACEPARENT), NOW);

        Map<String, String> headers = new TreeMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "ce_specversion", "1.0",
                                "ce_id", "c-1",
                                "ce_type", "CommitStock",
                                "ce_source", "/cellar-service",
                                "ce_subject", ID.toString(),
                                "ce_time", "2026-01-02T03:04:05.006Z",
                                "content-type", "application/json",
                                "traceparent", TRACEPARENT));
        assertThat(record.topic()).isEqualTo("product.commands");
        assertThat(record.key()).isEqualTo(ID.toString());
    }

    @Test
    void a_field_of_a_later_version_is_passed_over() {
        var json =
                """
                {"commandId":"c","orderId":"%s","lines":[],"colour":{"red":[1]}}
                """
                        .formatted(ID);

        var received = codec.decode(Topics.PRODUCT_COMMANDS, record("CommitStock", json));

        assertThat(received.message())
                .isEqualTo(new CommitStock(new CommandId("c"), new OrderId(ID), List.of()));
    }

    @Test
    void a_type_of_another_topic_is_no_message_of_this_one() {
        assertThatThrownBy(
                        () -> codec.decode(Topics.PRODUCT_COMMANDS, record("RedeemCoupon", "{}")))
                .isInstanceOf(MalformedMessage.class)
                .hasMessage("product.commands has no messages of type RedeemCoupon");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "not json",
                "[]",
                "3",
                "{\"commandId\":\"c\",\"orderId\":\"no-uuid\",\"lines\":[]}",
                "{\"commandId\":\"c\",\"orderId\":\"0199a0b0-0000-7000-8000-000000000001\"}",
                "{\"commandId\":\"c\",\"orderId\":{\"value\":1},\"lines\":[]}",
                "{\"commandId\":\"c\",\"lines\":[]}",
                "{\"commandId\":\"c\",\"orderId\":null,\"lines\":[]}",
                """
                {"commandId":"c","orderId":"0199a0b0-0000-7000-8000-000000000001",
                 "lines":[{"productId":"0199a0b0-0000-7000-8000-000000000001"}]}
                """
            })
    void a_value_that_is_not_the_type_it_claims_is_malformed(String value) {
        assertThatThrownBy(
                        () -> codec.decode(Topics.PRODUCT_COMMANDS, record("CommitStock", value)))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("CommitStock");
    }

    @Test
    void no_value_and_a_null_for_a_value_are_malformed() {
        assertThatThrownBy(() -> codec.decode(Topics.PRODUCT_COMMANDS, record("CommitStock", null)))
                .isInstanceOf(MalformedMessage.class)
                .hasMessage("a CommitStock without a value");
        assertThatThrownBy(
                        () -> codec.decode(Topics.PRODUCT_COMMANDS, record("CommitStock", "null")))
                .isInstanceOf(MalformedMessage.class)
                .hasMessage("a CommitStock without a value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_type", "ce_time"})
    void a_header_nobody_can_do_without_is_missed(String header) {
        var record = onTheWire(outgoing(commit()));
        record.headers().remove(header);

        assertThatThrownBy(() -> codec.decode(Topics.PRODUCT_COMMANDS, record))
                .isInstanceOf(MalformedMessage.class)
                .hasMessage("no header " + header);
    }

    @Test
    void a_time_that_is_none_is_malformed() {
        var record = onTheWire(outgoing(commit()));
        record.headers().remove("ce_time").add("ce_time", "yesterday".getBytes(UTF_8));

        assertThatThrownBy(() -> codec.decode(Topics.PRODUCT_COMMANDS, record))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("yesterday");
    }

    private static Outgoing outgoing(CommitStock message) {
        return Outgoing.to(Topics.PRODUCT_COMMANDS, "c-1", message);
    }

    private static CommitStock commit() {
        return new CommitStock(
                new CommandId("c-1"),
                new OrderId(ID),
                List.of(new OrderLine(new ProductId(ID), 3)));
    }

    private ConsumerRecord<String, byte[]> onTheWire(Outgoing outgoing) {
        return arrived(codec.encode(outgoing, NOW));
    }

    private static ConsumerRecord<String, byte[]> record(String type, @Nullable String value) {
        var sent =
                new ProducerRecord<String, byte[]>(
                        "product.commands", "key", value == null ? null : value.getBytes(UTF_8));
        sent.headers()
                .add("ce_id", "c-1".getBytes(UTF_8))
                .add("ce_type", type.getBytes(UTF_8))
                .add("ce_time", NOW.toString().getBytes(UTF_8));
        return arrived(sent);
    }

    private static ConsumerRecord<String, byte[]> arrived(ProducerRecord<String, byte[]> sent) {
        var arrived = new ConsumerRecord<>(sent.topic(), 0, 0L, sent.key(), sent.value());
        sent.headers().forEach(arrived.headers()::add);
        return arrived;
    }
}
