package com.winemall.notification.mail.persistence;

import static com.winemall.starter.jdbc.Columns.texts;
import static com.winemall.starter.jdbc.Rows.instant;
import static com.winemall.starter.jdbc.Rows.instantOrNull;

import com.winemall.contracts.OrderId;
import com.winemall.notification.mail.MailFilter;
import com.winemall.notification.mail.MailId;
import com.winemall.notification.mail.MailKind;
import com.winemall.notification.mail.MailLedger;
import com.winemall.notification.mail.MailStatus;
import com.winemall.notification.mail.MailSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/// Reads the mail table for operators, for the meters and for the audit.
@Repository
class JdbcMailLedger implements MailLedger {

    private static final String[] KINDS =
            Arrays.stream(MailKind.values()).map(MailKind::name).toArray(String[]::new);

    private static final String SUMMARY =
            """
            select m.id, m.kind, coalesce(m.address, c.email) as recipient, m.language, m.subject,
                   m.status, m.attempts, m.cause, m.last_error, m.created_at, m.sent_at
            from mail m
            left join customer c on c.id = m.customer_id
            """;

    private final JdbcClient jdbc;

    JdbcMailLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<MailSummary> list(MailFilter filter, long offset, int size) {
        return filtered(
                        SUMMARY + where(filter) + " order by m.id desc limit :size offset :offset",
                        filter)
                .param("size", size)
                .param("offset", offset)
                .query(JdbcMailLedger::summary)
                .list();
    }

    @Override
    public long count(MailFilter filter) {
        return filtered("select count(*) from mail m" + where(filter), filter)
                .query(Long.class)
                .single();
    }

    @Override
    public Optional<MailSummary> find(MailId id) {
        return jdbc.sql(SUMMARY + "where m.id = :id")
                .param("id", id.value())
                .query(JdbcMailLedger::summary)
                .optional();
    }

    @Override
    public boolean isSuppressed(MailId id) {
        return jdbc.sql(
                        """
                        select exists (select 1
                                       from mail m
                                       left join customer c on c.id = m.customer_id
                                       join mail_suppression s
                                         on s.address = lower(coalesce(m.address, c.email))
                                        and s.lifted_at is null
                                       where m.id = :id)
                        """)
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    @Override
    public Map<MailKind, Waiting> waiting() {
        Map<MailKind, Waiting> waiting = new EnumMap<>(MailKind.class);
        jdbc.sql(
                        """
                        select kind, count(*) as mails,
                               extract(epoch from clock_timestamp() - min(asked_at)) as oldest_age
                        from mail
                        where status in ('PENDING', 'SENDING')
                          and asked_at <= clock_timestamp()
                          and kind = any(:kinds::text[])
                        group by kind
                        """)
                .param("kinds", KINDS)
                .query(row -> {
                    waiting.put(
                            MailKind.valueOf(row.getString("kind")),
                            new Waiting(
                                    row.getLong("mails"),
                                    Duration.ofSeconds(row.getLong("oldest_age"))));
                });
        return waiting;
    }

    @Override
    public long withoutAddress() {
        return jdbc.sql("select count(*) from mail where status = 'WAITING_FOR_ADDRESS'")
                .query(Long.class)
                .single();
    }

    @Override
    public Map<OrderId, Instant> paymentDeadlines(Set<OrderId> orders) {
        Map<OrderId, Instant> deadlines = new HashMap<>();
        jdbc.sql(
                        """
                        select cause, facts ->> 'paymentDueAt' as due_at
                        from mail
                        where cause = any(:orders::text[])
                          and kind in ('ORDER_ACCEPTED', 'RESERVATION_SERVED')
                        """)
                .param("orders", texts(orders, id -> id))
                .query(row -> {
                    deadlines.put(
                            new OrderId(UUID.fromString(row.getString("cause"))),
                            Instant.parse(row.getString("due_at")));
                });
        return deadlines;
    }

    private StatementSpec filtered(String sql, MailFilter filter) {
        return jdbc.sql(sql).param("cause", filter.cause()).param("recipient", filter.recipient());
    }

    /// Only what is asked for, and the status as a literal, so that each question finds its index.
    private static String where(MailFilter filter) {
        List<String> conditions = new ArrayList<>();
        if (filter.cause() != null) {
            conditions.add("m.cause = :cause");
        }
        if (filter.status() != null) {
            conditions.add("m.status = '" + filter.status() + "'");
        }
        if (filter.recipient() != null) {
            conditions.add(
                    """
                    (m.customer_id = any(array(select id
                                               from customer
                                               where lower(email) = lower(:recipient)))
                     or lower(m.address) = lower(:recipient))
                    """);
        }
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private static MailSummary summary(ResultSet row, int number) throws SQLException {
        return new MailSummary(
                new MailId(row.getObject("id", UUID.class)),
                row.getString("kind"),
                row.getString("recipient"),
                row.getString("language"),
                row.getString("subject"),
                MailStatus.valueOf(row.getString("status")),
                row.getInt("attempts"),
                row.getString("cause"),
                row.getString("last_error"),
                instant(row, "created_at"),
                instantOrNull(row, "sent_at"));
    }
}
