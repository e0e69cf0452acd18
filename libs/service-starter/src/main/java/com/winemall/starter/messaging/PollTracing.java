package com.winemall.starter.messaging;

import com.winemall.contracts.Message;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Carries a trace over Kafka. A record whose trace is sampled gets a span of its own for the poll
/// it is handled in, and its answers become that span's children; all others pass their
/// `traceparent` on untouched, which costs nothing.
public final class PollTracing {

    private static final String TRACEPARENT = "traceparent";
    private static final int SAMPLED_FLAG = 1;

    private final Tracer tracer;
    private final Propagator propagator;

    public PollTracing(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /// The W3C form of the trace this thread is in, if it is in one.
    public @Nullable String currentTraceparent() {
        var span = tracer.currentSpan();
        return span == null ? null : traceparentOf(span);
    }

    <M extends Message> Traced<M> open(String topic, List<Received<M>> poll) {
        List<Span> spans = new ArrayList<>();
        List<Received<M>> messages = new ArrayList<>(poll.size());
        for (var received : poll) {
            var parent = received.traceparent();
            if (parent == null || !isSampled(parent)) {
                messages.add(received);
                continue;
            }
            var span =
                    propagator
                            .extract(Map.of(TRACEPARENT, parent), PollTracing::get)
                            .kind(Span.Kind.CONSUMER)
                            .name("process " + topic)
                            .tag("messaging.message.id", received.id())
                            .start();
            spans.add(span);
            messages.add(
                    new Received<>(
                            received.id(),
                            received.message(),
                            received.time(),
                            Objects.requireNonNullElse(traceparentOf(span), parent)));
        }
        return new Traced<>(messages, spans);
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
        propagator.inject(span.context(), carrier, PollTracing::put);
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
    record Traced<M extends Message>(List<Received<M>> messages, List<Span> spans)
            implements AutoCloseable {

        @Override
        public void close() {
            spans.forEach(Span::end);
        }
    }
}
