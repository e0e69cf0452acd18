package com.winemall.starter.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

class TracedDataSourceTest {

    private final Connection plain = connection();
    private final Connection traced = connection();
    private final DataSource database = new TracedDataSource(handingOut(plain), handingOut(traced));

    @Test
    void whoever_is_in_no_trace_gets_the_pools_own_connection() throws SQLException {
        assertThat(database.getConnection()).isSameAs(plain);
    }

    @Test
    void whoever_is_in_a_trace_that_is_not_sampled_gets_it_too() throws SQLException {
        try (var _ = span(TraceFlags.getDefault()).makeCurrent()) {
            assertThat(database.getConnection()).isSameAs(plain);
        }
    }

    @Test
    void whoever_is_in_a_sampled_trace_gets_one_whose_statements_are_seen() throws SQLException {
        try (var _ = span(TraceFlags.getSampled()).makeCurrent()) {
            assertThat(database.getConnection()).isSameAs(traced);
        }
    }

    private static Span span(TraceFlags flags) {
        return Span.wrap(
                SpanContext.create(
                        "4bf92f3577b34da6a3ce929d0e0e4736",
                        "00f067aa0ba902b7",
                        flags,
                        TraceState.getDefault()));
    }

    private static DataSource handingOut(Connection connection) {
        return new AbstractDataSource() {
            @Override
            public Connection getConnection() {
                return connection;
            }

            @Override
            public Connection getConnection(String user, String password) {
                return connection;
            }
        };
    }

    private static Connection connection() {
        return (Connection)
                Proxy.newProxyInstance(
                        TracedDataSourceTest.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, _) ->
                                switch (method.getName()) {
                                    case "hashCode" -> System.identityHashCode(proxy);
                                    case "toString" -> "a connection";
                                    default -> throw new UnsupportedOperationException();
                                });
    }
}
