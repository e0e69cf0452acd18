package com.winemall.notification.bounce.persistence;

import static com.winemall.starter.jdbc.Columns.texts;
import static com.winemall.starter.jdbc.Rows.instant;
import static com.winemall.starter.jdbc.Rows.instantOrNull;

import com.winemall.notification.bounce.Report;
import com.winemall.notification.bounce.Suppression;
import com.winemall.notification.bounce.Suppressions;
import com.winemall.notification.mail.MailId;
import com.winemall.starter.FreshIds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Beside the mails, whose claim leaves out the addresses that are in here.
@Repository
class JdbcSuppressions implements Suppressions {

    private static final String FILTERED =
            """
            where (:address::text is null or address = lower(:address))
              and (:inForce::boolean is null or (lifted_at is null) = :inForce)
            """;

    private final JdbcClient jdbc;
    private final FreshIds ids;

    JdbcSuppressions(JdbcClient jdbc, FreshIds ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    @Override
    public boolean remember(String message) {
        return jdbc.sql(
                                """
                                insert into sns_message (id, received_at)
                                values (:id, clock_timestamp())
                                on conflict (id) do nothing
                                """)
                        .param("id", message)
                        .update()
                > 0;
    }

    @Override
    public void forget(Duration olderThan) {
        jdbc.sql(
                        """
                        delete from sns_message
                        where received_at < now() - :kept * interval '1 millisecond'
                        """)
                .param("kept", olderThan.toMillis())
                .update();
    }

    @Override
    public int suppress(Report report, Suppression.Cause cause) {
        var addresses = report.addresses().stream().map(JdbcSuppressions::key).distinct().toList();
        return jdbc.sql(
                        """
                        insert into mail_suppression (id, address, cause, detail, mail_id, since)
                        select id, address, :cause, :detail, :mail, clock_timestamp()
                        from unnest(:ids::uuid[], :addresses::text[]) as unwanted (id, address)
                        order by address
                        on conflict (address) where lifted_at is null do nothing
                        """)
                .param("ids", texts(addresses, _ -> ids.next()))
                .param("addresses", texts(addresses, address -> address))
                .param("cause", cause.name())
                .param("detail", report.detail())
                .param("mail", report.mail() == null ? null : report.mail().value())
                .update();
    }

    @Override
    public boolean lift(UUID id, String by, String reason) {
        return jdbc.sql(
                                """
                                update mail_suppression
                                set lifted_at = clock_timestamp(), lifted_by = :by,
                                    lifted_reason = :reason
                                where id = :id and lifted_at is null
                                """)
                        .param("id", id)
                        .param("by", by)
                        .param("reason", reason)
                        .update()
                > 0;
    }

    @Override
    public Optional<Suppression> find(UUID id) {
        return jdbc.sql("select * from mail_suppression where id = :id")
                .param("id", id)
                .query(JdbcSuppressions::suppression)
                .optional();
    }

    @Override
    public List<Suppression> list(Filter filter, long offset, int size) {
        return jdbc.sql(
                        "select * from mail_suppression "
                                + FILTERED
                                + " order by id desc limit :size offset :offset")
                .param("address", filter.address())
                .param("inForce", filter.inForce())
                .param("size", size)
                .param("offset", offset)
                .query(JdbcSuppressions::suppression)
                .list();
    }

    @Override
    public long count(Filter filter) {
        return jdbc.sql("select count(*) from mail_suppression " + FILTERED)
                .param("address", filter.address())
                .param("inForce", filter.inForce())
                .query(Long.class)
                .single();
    }

    private static String key(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }

    private static Suppression suppression(ResultSet row, int number) throws SQLException {
        var mail = row.getObject("mail_id", UUID.class);
        var liftedAt = instantOrNull(row, "lifted_at");
        return new Suppression(
                row.getObject("id", UUID.class),
                row.getString("address"),
                Suppression.Cause.valueOf(row.getString("cause")),
                row.getString("detail"),
                mail == null ? null : new MailId(mail),
                instant(row, "since"),
                liftedAt == null
                        ? null
                        : new Suppression.Lifted(
                                liftedAt,
                                row.getString("lifted_by"),
                                row.getString("lifted_reason")));
    }
}
