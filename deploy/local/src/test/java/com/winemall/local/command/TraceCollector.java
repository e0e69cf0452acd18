package com.winemall.local.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/// Takes spans as any OpenTelemetry collector does (OTLP, protobuf over HTTP), and keeps them.
final class TraceCollector implements AutoCloseable {

    private static final HexFormat HEX = HexFormat.of();

    private final HttpServer server;
    private final Queue<Hop> hops = new ConcurrentLinkedQueue<>();

    private TraceCollector(HttpServer server) {
        this.server = server;
    }

    static TraceCollector at(URI endpoint) throws IOException {
        var collector =
                new TraceCollector(
                        HttpServer.create(
                                new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), 0));
        collector.server.createContext(endpoint.getPath(), collector::take);
        collector.server.start();
        return collector;
    }

    Trace trace(String id) {
        return new Trace(hops.stream().filter(hop -> hop.trace().equals(id)).toList());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            for (var process :
                    ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())
                            .getResourceSpansList()) {
                var service = text(process.getResource().getAttributesList(), "service.name");
                for (var scope : process.getScopeSpansList()) {
                    for (var span : scope.getSpansList()) {
                        hops.add(
                                new Hop(
                                        HEX.formatHex(span.getTraceId().toByteArray()),
                                        HEX.formatHex(span.getSpanId().toByteArray()),
                                        HEX.formatHex(span.getParentSpanId().toByteArray()),
                                        service,
                                        span.getName(),
                                        span.getAttributesList().stream()
                                                .map(KeyValue::getKey)
                                                .collect(Collectors.toSet())));
                    }
                }
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static String text(List<KeyValue> attributes, String key) {
        return attributes.stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElseThrow();
    }

    /// A span.
    ///
    /// @param parent empty if it is a root
    /// @param attributes their names
    record Hop(
            String trace,
            String id,
            String parent,
            String service,
            String name,
            Set<String> attributes) {

        boolean isInDatabase() {
            return attributes.contains("db.system") || attributes.contains("db.system.name");
        }

        @Override
        public String toString() {
            return service + ": " + name;
        }
    }

    /// The spans of one trace.
    record Trace(List<Hop> hops) {

        /// Those whose parent is neither one of them nor the root.
        List<Hop> lost(String root) {
            var known = hops.stream().map(Hop::id).collect(Collectors.toSet());
            return hops.stream()
                    .filter(hop -> !hop.parent().equals(root) && !known.contains(hop.parent()))
                    .toList();
        }

        List<String> names() {
            return hops.stream().map(Hop::toString).distinct().toList();
        }

        Set<String> servicesWithDatabase() {
            return hops.stream()
                    .filter(Hop::isInDatabase)
                    .map(Hop::service)
                    .collect(Collectors.toSet());
        }
    }
}
