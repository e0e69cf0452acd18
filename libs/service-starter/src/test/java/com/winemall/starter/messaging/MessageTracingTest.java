package com.winemall.starter.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.reply.StockReleased;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// With OpenTelemetry's own SDK, sampling as a service does by default: nothing it was not asked
/// to.
class MessageTracingTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String SAMPLED = "00-" + TRACE + "-" + SPAN + "-01";
    private static final String SAMPLED_AND_RANDOM = "00-" + TRACE + "-" + SPAN + "-03";
    private static final String UNSAMPLED = "00-" + TRACE + "-" + SPAN + "-00";
    private static final String UNSAMPLED_AND_RANDOM = "00-" + TRACE + "-" + SPAN + "-02";

    private final Spans spans = new Spans();
    private final SdkTracerProvider sdk =
            SdkTracerProvider.builder()
                    .setSampler(Sampler.parentBased(Sampler.alwaysOff()))
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build();
    private final OtelTracer tracer =
            new OtelTracer(sdk.get("test"), new OtelCurrentTraceContext(), _ -> {});
    private final MessageTracing tracing =
            new MessageTracing(
                    tracer,
                    new OtelPropagator(
                            ContextPropagators.create(W3CTraceContextPropagator.getInstance()),
                            sdk.get("test")));

    @AfterEach
    void close() {
        sdk.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {SAMPLED, SAMPLED_AND_RANDOM})
    void a_sampled_record_gets_a_span_of_its_own_in_the_trace_it_came_with(String parent) {
        List<Received<StockReleased>> messages;
        try (var traced = tracing.open("orchestrator.replies", List.of(received(parent)))) {
            messages = traced.messages();
            assertThat(spans.ended).as("open as long as the poll is").isEmpty();
        }

        var traceparent = String.valueOf(messages.getFirst().traceparent());
        assertThat(traceparent)
                .startsWith("00-" + TRACE + "-")
                .endsWith(parent.substring(parent.length() - 3));
        assertThat(traceparent).doesNotContain(SPAN);
        assertThat(messages.getFirst()).isEqualTo(received(traceparent));
        assertThat(spans.ended)
                .singleElement()
                .satisfies(span -> {
                    assertThat(span.getParentSpanId()).isEqualTo(SPAN);
                    assertThat(traceparent).contains(span.getSpanId());
                    assertThat(span.getName()).isEqualTo("process orchestrator.replies");
                    assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
                });
    }

    @Test
    void every_other_record_passes_untouched_and_costs_no_span() {
        var poll =
                List.of(
                        received(UNSAMPLED),
                        received(UNSAMPLED_AND_RANDOM),
                        received(null),
                        received(""),
                        received("nonsense"));

        try (var traced = tracing.open("orchestrator.replies", poll)) {
            assertThat(traced.messages()).isEqualTo(poll);
        }

        assertThat(spans.ended).isEmpty();
    }

    @Test
    void nonsense_that_looks_sampled_breaks_nothing() {
        try (var traced =
                tracing.open("orchestrator.replies", List.of(received("00-nonsense-01")))) {
            assertThat(traced.messages().getFirst().message()).isEqualTo(message());
        }
    }

    @Test
    void a_service_without_a_tracer_passes_traces_on_all_the_same() {
        var untraced = new MessageTracing(Tracer.NOOP, Propagator.NOOP);

        try (var traced = untraced.open("orchestrator.replies", List.of(received(SAMPLED)))) {
            assertThat(traced.messages()).containsExactly(received(SAMPLED));
        }

        assertThat(untraced.sampledTraceparent()).isNull();
    }

    @Test
    void the_trace_of_this_thread_is_worth_keeping_if_it_is_sampled() {
        assertThat(tracing.sampledTraceparent()).isNull();

        var unsampled = tracer.nextSpan().start();
        try (var _ = tracer.withSpan(unsampled)) {
            assertThat(tracing.sampledTraceparent()).isNull();
        }

        var sampled = sampled().start();
        try (var _ = tracer.withSpan(sampled)) {
            assertThat(tracing.sampledTraceparent())
                    .isEqualTo("00-" + TRACE + "-" + sampled.context().spanId() + "-01");
        }
    }

    @Test
    void what_is_done_for_a_poll_is_seen_in_the_trace_of_its_first_record() {
        var other = "00-" + "a".repeat(32) + "-" + SPAN + "-01";

        try (var _ =
                tracing.open(
                        "orchestrator.replies",
                        List.of(received(UNSAMPLED), received(SAMPLED), received(other)))) {
            tracer.nextSpan().name("a statement").start().end();
        }

        var statement = spans.named("a statement");
        var first = spans.inTrace(TRACE, "process orchestrator.replies");
        var second = spans.inTrace("a".repeat(32), "process orchestrator.replies");
        assertThat(statement.getParentSpanId()).isEqualTo(first.getSpanId());
        assertThat(first.getLinks()).isEmpty();
        assertThat(second.getLinks())
                .singleElement()
                .satisfies(link ->
                        assertThat(link.getSpanContext().getSpanId()).isEqualTo(first.getSpanId()));
        assertThat(tracer.currentSpan()).as("after the poll").isNull();
    }

    @Test
    void a_sampled_record_on_its_way_carries_the_span_of_its_sending() {
        var outgoing = outgoing(SAMPLED);

        tracing.sending(outgoing).end();

        var sent = spans.named("send order.events");
        assertThat(sent.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(sent.getParentSpanId()).isEqualTo(SPAN);
        assertThat(traceparents(outgoing))
                .containsExactly("00-" + TRACE + "-" + sent.getSpanId() + "-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {UNSAMPLED, UNSAMPLED_AND_RANDOM, ""})
    void any_other_record_is_sent_as_it_is(String parent) {
        var outgoing = outgoing(parent);

        tracing.sending(outgoing).end();

        assertThat(traceparents(outgoing)).containsExactly(parent);
        assertThat(spans.ended).isEmpty();
    }

    private Span.Builder sampled() {
        return tracer.spanBuilder()
                .setParent(
                        tracer.traceContextBuilder()
                                .traceId(TRACE)
                                .spanId(SPAN)
                                .sampled(true)
                                .build());
    }

    private static ProducerRecord<String, byte[]> outgoing(String traceparent) {
        var outgoing = new ProducerRecord<>("order.events", "key", new byte[0]);
        outgoing.headers().add("traceparent", traceparent.getBytes(UTF_8));
        return outgoing;
    }

    private static List<String> traceparents(ProducerRecord<?, ?> outgoing) {
        List<String> texts = new ArrayList<>();
        outgoing.headers()
                .headers("traceparent")
                .forEach(header -> texts.add(new String(header.value(), UTF_8)));
        return texts;
    }

    private static Received<StockReleased> received(@Nullable String traceparent) {
        return new Received<>("id", message(), Instant.EPOCH, traceparent);
    }

    private static StockReleased message() {
        return new StockReleased(new CommandId("c"), new OrderId(new UUID(0, 1)));
    }

    /// Keeps what a collector would get.
    private static final class Spans implements SpanExporter {

        private final List<SpanData> ended = new ArrayList<>();

        private SpanData named(String name) {
            return ended.stream()
                    .filter(span -> span.getName().equals(name))
                    .findAny()
                    .orElseThrow();
        }

        private SpanData inTrace(String trace, String name) {
            return ended.stream()
                    .filter(span -> span.getTraceId().equals(trace) && span.getName().equals(name))
                    .findAny()
                    .orElseThrow();
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            ended.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
