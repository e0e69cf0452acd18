package com.winemall.starter.audit;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Checks a service's invariants.
public final class Audit {

    private static final int OFFENDERS_SHOWN_MAX = 5;

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
                        .param("shown", OFFENDERS_SHOWN_MAX)
                        .query((row, _) -> new Offender(row.getString(1), row.getLong(2)))
                        .list();
        if (offenders.isEmpty()) {
            return new Check(invariant.sentence(), true, "");
        }
        var shown = offenders.stream().map(Offender::text).toList();
        long more = offenders.getFirst().total() - shown.size();
        return new Check(
                invariant.sentence(),
                false,
                String.join("; ", shown) + (more == 0 ? "" : "; and " + more + " more"));
    }

    /// @param detail the first offenders; empty if it holds
    public record Check(String name, boolean holds, String detail) {}

    private record Offender(String text, long total) {}
}
