package com.winemall.starter.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.winemall.contracts.Message;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.Tracer.SpanInScope;
import io.micrometer.tracing.propagation.Propagator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Carries a trace over Kafka. A record whose trace is sampled gets a span of its own for its way
/// to the broker, and another for the poll it is handled in; its answers become that span's
/// children. All other records pass their `traceparent` on untouched, which costs nothing.
public final class MessageTracing {

    private static final String TRACEPARENT = "traceparent";
    private static final int SAMPLED_FLAG = 1;

    private final Tracer tracer;
    private final Propagator propagator;

    public MessageTracing(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /// The W3C form of the trace this thread is in, if it is in one that is sampled: worth keeping
    /// with what will go on without this thread.
    public @Nullable String sampledTraceparent() {
        var span = tracer.currentSpan();
        return span == null || !Boolean.TRUE.equals(span.context().sampled())
                ? null
                : traceparentOf(span);
    }

    /// Opens a span for each sampled record of a poll. What the database does for all of them is
    /// seen in the trace of the first, to which the others are linked.
    <M extends Message> Traced<M> open(String topic, List<Received<M>> poll) {
        List<Span> spans = new ArrayList<>();
        List<Received<M>> messages = new ArrayList<>(poll.size());
        for (var received : poll) {
            var parent = received.traceparent();
            if (parent == null || !isSampled(parent)) {
                messages.add(received);
                continue;
            }
            var builder =
                    child(parent)
                            .kind(Span.Kind.CONSUMER)
                            .name("process " + topic)
                            .tag("messaging.message.id", received.id())
                            .tag("messaging.kafka.message.key", received.message().key());
            if (!spans.isEmpty()) {
                builder.addLink(new Link(spans.getFirst()));
            }
            var span = builder.start();
            spans.add(span);
            messages.add(
                    new Received<>(
                            received.id(),
                            received.message(),
                            received.time(),
                            Objects.requireNonNullElse(traceparentOf(span), parent)));
        }
        return new Traced<>(
                messages, spans, spans.isEmpty() ? null : tracer.withSpan(spans.getFirst()));
    }

    /// Opens a span for a record on its way to the broker, and has the record carry it on. For the
    /// caller to end.
    Span sending(ProducerRecord<String, byte[]> outgoing) {
        var header = outgoing.headers().lastHeader(TRACEPARENT);
        if (header == null || header.value() == null) {
            return Span.NOOP;
        }
        var parent = new String(header.value(), UTF_8);
        if (!isSampled(parent)) {
            return Span.NOOP;
        }
        var span =
                child(parent)
                        .kind(Span.Kind.PRODUCER)
                        .name("send " + outgoing.topic())
                        .tag("messaging.kafka.message.key", outgoing.key())
                        .start();
        var own = Objects.requireNonNullElse(traceparentOf(span), parent);
        outgoing.headers().remove(TRACEPARENT).add(TRACEPARENT, own.getBytes(UTF_8));
        return span;
    }

    private Span.Builder child(String parent) {
        return propagator.extract(Map.of(TRACEPARENT, parent), MessageTracing::get);
    }

    /// The flags are the last two hex digits, and being sampled is one of several.
    private static boolean isSampled(String traceparent) {
        if (traceparent.isEmpty()) {
            return false;
        }
        int flags = Character.digit(traceparent.charAt(traceparent.length() - 1), 16);
        return flags > 0 && (flags & SAMPLED_FLAG) != 0;
    }

    private @Nullable String traceparentOf(Span span) {
        Map<String, String> carrier = new HashMap<>();
        propagator.inject(span.context(), carrier, MessageTracing::put);
        return carrier.get(TRACEPARENT);
    }

    private static @Nullable String get(Map<String, String> carrier, String key) {
        return carrier.get(key);
    }

    private static void put(@Nullable Map<String, String> carrier, String key, String value) {
        if (carrier != null) {
            carrier.put(key, value);
        }
    }

    /// The poll as its listener sees it, until it is over.
    record Traced<M extends Message>(
            List<Received<M>> messages, List<Span> spans, @Nullable SpanInScope scope)
            implements AutoCloseable {

        void failed(RuntimeException failure) {
            spans.forEach(span -> span.error(failure));
        }

        @Override
        public void close() {
            if (scope != null) {
                scope.close();
            }
            spans.forEach(Span::end);
        }
    }
}
