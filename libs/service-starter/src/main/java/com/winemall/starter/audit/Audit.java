package com.winemall.starter.audit;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Checks a service's books: against what must always hold, and against those of others.
public final class Audit {

    private final JdbcClient jdbc;
    private final ObjectProvider<Invariant> invariants;
    private final ObjectProvider<Comparison> comparisons;

    Audit(
            JdbcClient jdbc,
            ObjectProvider<Invariant> invariants,
            ObjectProvider<Comparison> comparisons) {
        this.jdbc = jdbc;
        this.invariants = invariants;
        this.comparisons = comparisons;
    }

    List<Check> checks() {
        return Stream.concat(
                        invariants.orderedStream().map(this::check),
                        comparisons.orderedStream().map(Comparison::compare))
                .toList();
    }

    private Check check(Invariant invariant) {
        var offenders =
                jdbc.sql(
                                "select offender, count(*) over () as total from ("
                                        + invariant.offenders()
                                        + ") found (offender) limit :shown")
                        .param("shown", Check.OFFENDERS_SHOWN_MAX)
                        .query((row, _) -> new Offender(row.getString(1), row.getLong(2)))
                        .list();
        return Check.of(
                invariant.sentence(),
                offenders.stream().map(Offender::text).toList(),
                offenders.isEmpty() ? 0 : offenders.getFirst().total());
    }

    private record Offender(String text, long total) {}
}
