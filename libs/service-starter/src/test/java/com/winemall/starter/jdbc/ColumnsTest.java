package com.winemall.starter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    private static final UUID ID = UUID.fromString("0199a0b0-0000-7000-8000-000000000001");

    private static final List<Row> ROWS =
            List.of(
                    new Row(ID, Instant.EPOCH, 1, 10_000_000_000L, true, new byte[] {1, 2}),
                    new Row(ID, null, -2, 0, false, new byte[0]));

    @Test
    void every_row_has_its_place_in_every_column() {
        assertThat(Columns.texts(ROWS, Row::id)).containsExactly(ID.toString(), ID.toString());
        assertThat(Columns.ints(ROWS, Row::count)).containsExactly(1, -2);
        assertThat(Columns.longs(ROWS, Row::money)).containsExactly(10_000_000_000L, 0);
        assertThat(Columns.booleans(ROWS, Row::open)).containsExactly(true, false);
        assertThat(Columns.bytes(ROWS, Row::payload)).isDeepEqualTo(new byte[][] {{1, 2}, {}});
    }

    @Test
    void what_is_absent_stays_absent_and_does_not_become_a_word() {
        assertThat(Columns.texts(ROWS, Row::at)).containsExactly("1970-01-01T00:00:00Z", null);
    }

    @Test
    void no_rows_are_empty_columns() {
        List<Row> none = List.of();

        assertThat(Columns.texts(none, Row::id)).isEmpty();
        assertThat(Columns.ints(none, Row::count)).isEmpty();
        assertThat(Columns.longs(none, Row::money)).isEmpty();
        assertThat(Columns.booleans(none, Row::open)).isEmpty();
        assertThat(Columns.bytes(none, Row::payload)).isEmpty();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(
            UUID id, @Nullable Instant at, int count, long money, boolean open, byte[] payload) {}
}
