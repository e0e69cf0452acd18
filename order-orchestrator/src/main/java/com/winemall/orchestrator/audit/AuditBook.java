package com.winemall.orchestrator.audit;

import static com.winemall.starter.jdbc.Columns.booleans;
import static com.winemall.starter.jdbc.Columns.texts;
import static com.winemall.starter.jdbc.Rows.instantOrNull;

import com.winemall.starter.audit.Check;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What the last audit found, and whose turn the next one is. Times are the database's, which all
/// instances share.
@Component
class AuditBook {

    private final JdbcClient jdbc;

    AuditBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Takes the audit that is due. Nobody else gets it before the lease is over.
    Optional<Turn> take(Duration lease) {
        return jdbc.sql(
                        """
                        update shop_audit
                        set due_at = clock_timestamp() + :lease * interval '1 millisecond'
                        where due_at <= clock_timestamp()
                        returning due_at
                        """)
                .param("lease", lease.toMillis())
                .query((row, _) -> new Turn(row.getObject("due_at", OffsetDateTime.class)))
                .optional();
    }

    /// Says when the next audit is due; of no effect if the lease was over meanwhile.
    void next(Turn turn, Duration in) {
        jdbc.sql(
                        """
                        update shop_audit
                        set due_at = clock_timestamp() + :wait * interval '1 millisecond'
                        where due_at = :until
                        """)
                .param("wait", in.toMillis())
                .param("until", turn.until())
                .update();
    }

    /// Replaces what the audit before found.
    @Transactional
    void keep(List<Check> checks) {
        jdbc.sql("update shop_audit set ran_at = clock_timestamp()").update();
        jdbc.sql("delete from shop_audit_check").update();
        jdbc.sql(
                        """
                        insert into shop_audit_check (position, name, holds, detail)
                        select position, name, holds, detail
                        from unnest(:names::text[], :holds::boolean[], :details::text[])
                             with ordinality as found (name, holds, detail, position)
                        """)
                .param("names", texts(checks, Check::name))
                .param("holds", booleans(checks, Check::holds))
                .param("details", texts(checks, Check::detail))
                .update();
    }

    @Transactional(readOnly = true)
    Findings latest() {
        var ranAt =
                jdbc.sql("select ran_at from shop_audit")
                        .query((row, _) -> Optional.ofNullable(instantOrNull(row, "ran_at")))
                        .single();
        var checks =
                jdbc.sql("select name, holds, detail from shop_audit_check order by position")
                        .query((row, _) ->
                                new Check(
                                        row.getString("name"),
                                        row.getBoolean("holds"),
                                        row.getString("detail")))
                        .list();
        return new Findings(ranAt.orElse(null), checks);
    }

    /// @param ranAt absent if the shop was never audited
    record Findings(@Nullable Instant ranAt, List<Check> checks) {

        boolean hold() {
            return checks.stream().allMatch(Check::holds);
        }
    }

    /// Somebody's right to audit the shop.
    record Turn(OffsetDateTime until) {}
}
