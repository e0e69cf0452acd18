package com.winemall.starter.jdbc;

import java.util.Collection;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The rows of a batch as arrays, one for each column, for PostgreSQL's `unnest`: a whole poll is
/// written by one statement that is prepared once, however many rows it has.
public final class Columns {

    private Columns() {}

    /// A column PostgreSQL reads from text: ids, instants, enums, JSON; cast it in the statement,
    /// as in `:ids::uuid[]`.
    public static <T> @Nullable String[] texts(
            Collection<T> rows, Function<? super T, ? extends @Nullable Object> column) {
        var values = new @Nullable String[rows.size()];
        int i = 0;
        for (T row : rows) {
            var value = column.apply(row);
            values[i++] = value == null ? null : value.toString();
        }
        return values;
    }

    public static <T> int[] ints(Collection<T> rows, ToIntFunction<? super T> column) {
        return rows.stream().mapToInt(column).toArray();
    }

    public static <T> long[] longs(Collection<T> rows, ToLongFunction<? super T> column) {
        return rows.stream().mapToLong(column).toArray();
    }

    public static <T> boolean[] booleans(Collection<T> rows, Function<? super T, Boolean> column) {
        var values = new boolean[rows.size()];
        int i = 0;
        for (T row : rows) {
            values[i++] = column.apply(row);
        }
        return values;
    }

    public static <T> byte[] @Nullable [] bytes(
            Collection<T> rows, Function<? super T, byte @Nullable []> column) {
        return rows.stream().map(column).toArray(byte[][]::new);
    }
}
