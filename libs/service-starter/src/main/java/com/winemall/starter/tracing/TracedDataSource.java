package com.winemall.starter.tracing;

import io.opentelemetry.api.trace.Span;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Hands out connections whose statements become spans, but only to whoever is in a sampled trace.
/// All others get the pool's own: what tracing costs them is one look at their thread.
final class TracedDataSource extends DelegatingDataSource {

    private final DataSource traced;

    /// @param traced the same pool, with a span for each statement
    TracedDataSource(DataSource pool, DataSource traced) {
        super(pool);
        this.traced = traced;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return Span.current().getSpanContext().isSampled()
                ? traced.getConnection()
                : super.getConnection();
    }
}
