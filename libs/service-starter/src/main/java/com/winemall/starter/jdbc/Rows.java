package com.winemall.starter.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// What PostgreSQL's rows have in types of ours.
public final class Rows {

    private Rows() {}

    /// A `timestamptz` that is never null.
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /// A `timestamptz` that may be null.
    public static @Nullable Instant instantOrNull(ResultSet row, String column)
            throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
