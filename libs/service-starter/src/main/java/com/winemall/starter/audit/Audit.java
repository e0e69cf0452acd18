package com.winemall.starter.audit;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Checks a service's invariants.
public final class Audit {

    private final JdbcClient jdbc;
    private final ObjectProvider<Invariant> invariants;

    Audit(JdbcClient jdbc, ObjectProvider<Invariant> invariants) {
        this.jdbc = jdbc;
        this.invariants = invariants;
    }

    List<Check> checks() {
        return invariants.orderedStream().map(this::check).toList();
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
