package com.winemall.notification.mail.persistence;

import static com.winemall.starter.jdbc.Columns.longs;
import static com.winemall.starter.jdbc.Columns.texts;

import com.winemall.contracts.CustomerId;
import com.winemall.notification.mail.Addressee;
import com.winemall.notification.mail.ClaimId;
import com.winemall.notification.mail.ClaimedMail;
import com.winemall.notification.mail.ClaimedMails;
import com.winemall.notification.mail.DoubtfulMail;
import com.winemall.notification.mail.HandOver;
import com.winemall.notification.mail.Language;
import com.winemall.notification.mail.Mail;
import com.winemall.notification.mail.MailFacts;
import com.winemall.notification.mail.MailId;
import com.winemall.notification.mail.MailKind;
import com.winemall.notification.mail.MailSettings;
import com.winemall.notification.mail.MailStatus;
import com.winemall.notification.mail.Mails;
import com.winemall.notification.mail.Mark;
import com.winemall.notification.mail.Pace;
import com.winemall.notification.mail.Recipient;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Mails in PostgreSQL: one statement for a poll's mails, three for a claim, one for all mails that
/// are handed over together, one for the marks of all senders that finish together.
@Repository
class JdbcMails implements Mails {

    private static final Logger log = LoggerFactory.getLogger(JdbcMails.class);

    /// Mails of a kind only a newer version of this service knows are left to its instances.
    private static final String[] KINDS =
            Arrays.stream(MailKind.values()).map(MailKind::name).toArray(String[]::new);

    private static final int FORGOTTEN_AT_ONCE_MAX = 10_000;

    private static final String DOUBT = "SES may or may not have taken it: ";

    private final JdbcClient jdbc;
    private final MailSettings settings;
    private final Pace pace;
    private final JsonMapper json = JsonMapper.builder().build();

    JdbcMails(JdbcClient jdbc, MailSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.pace = new Pace(settings.perSecond(), settings.claimAhead());
    }

    /// Written in the order of their causes: two instances that get the same mails in a rebalance
    /// then wait for each other, but not both at once.
    @Override
    public Set<MailId> write(List<Mail> mails) {
        return jdbc
                .sql(
                        """
                        insert into mail (id, kind, cause, told_by, told_version, customer_id,
                                          address, facts, status, due_at, asked_at, expires_at,
                                          created_at)
                        select wanted.id, wanted.kind, wanted.cause, wanted.told_by,
                               wanted.told_version, wanted.customer_id, wanted.address,
                               wanted.facts,
                               case when wanted.expires_at is not null
                                         and exists (select 1
                                                     from settled_cause s
                                                     where s.cause = wanted.cause)
                                    then 'WITHDRAWN'
                                    when wanted.address is not null then 'PENDING'
                                    when c.id is null then 'WAITING_FOR_ADDRESS'
                                    when c.has_left then 'RECIPIENT_LEFT'
                                    else 'PENDING'
                               end,
                               coalesce(wanted.due_at, clock_timestamp()),
                               coalesce(wanted.due_at, clock_timestamp()),
                               wanted.expires_at, clock_timestamp()
                        from unnest(:ids::uuid[], :kinds::text[], :causes::text[],
                                    :tellers::text[], :versions::bigint[], :customers::uuid[],
                                    :addresses::text[], :facts::json[], :dues::timestamptz[],
                                    :expiries::timestamptz[])
                             as wanted (id, kind, cause, told_by, told_version, customer_id,
                                        address, facts, due_at, expires_at)
                        left join customer c on c.id = wanted.customer_id
                        where not exists (select 1
                                          from mail newer
                                          where newer.cause = wanted.cause
                                            and newer.told_by = wanted.told_by
                                            and newer.told_version > wanted.told_version)
                        order by wanted.cause, wanted.told_version, wanted.customer_id
                        on conflict on constraint mail_once_for_cause_and_addressee do nothing
                        returning id
                        """)
                .param("ids", texts(mails, Mail::id))
                .param("kinds", texts(mails, Mail::kind))
                .param("causes", texts(mails, Mail::cause))
                .param("tellers", texts(mails, JdbcMails::teller))
                .param("versions", texts(mails, JdbcMails::toldVersion))
                .param("customers", texts(mails, mail -> customer(mail.to())))
                .param("addresses", texts(mails, mail -> address(mail.to())))
                .param("facts", texts(mails, mail -> json.writeValueAsString(mail.facts())))
                .param("dues", texts(mails, mail -> timely(mail, Mail.Timely::dueAt)))
                .param("expiries", texts(mails, mail -> timely(mail, Mail.Timely::worthlessAt)))
                .query((row, _) -> new MailId(row.getObject("id", UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    @Override
    public int settle(Set<String> causes) {
        return jdbc.sql(
                        """
                        with settled as (
                            insert into settled_cause (cause, settled_at)
                            select cause, clock_timestamp()
                            from unnest(:causes::text[]) as settled (cause)
                            order by cause
                            on conflict (cause) do nothing)
                        update mail
                        set status = 'WITHDRAWN', claim = null
                        where cause = any(:causes::text[])
                          and expires_at is not null
                          and handed_at is null
                          and status in ('WAITING_FOR_ADDRESS', 'PENDING', 'SENDING')
                        """)
                .param("causes", texts(causes, cause -> cause))
                .update();
    }

    @Override
    public int forgetSettled() {
        return jdbc.sql(
                        """
                        delete from settled_cause
                        where cause in (select cause
                                        from settled_cause
                                        where settled_at < now() - :kept * interval '1 millisecond'
                                        order by settled_at
                                        limit :max
                                        for update skip locked)
                        """)
                .param("kept", settings.settledKept().toMillis())
                .param("max", FORGOTTEN_AT_ONCE_MAX)
                .update();
    }

    @Override
    public int withdraw(CustomerId customer, MailKind kind, String causePrefix) {
        return jdbc.sql(
                        """
                        update mail
                        set status = 'WITHDRAWN', claim = null
                        where customer_id = :customer
                          and kind = :kind
                          and starts_with(cause, :prefix)
                          and handed_at is null
                          and status in ('WAITING_FOR_ADDRESS', 'PENDING', 'SENDING')
                        """)
                .param("customer", customer.value())
                .param("kind", kind.name())
                .param("prefix", causePrefix)
                .update();
    }

    @Override
    public ClaimedMails claim(ClaimId claim, int max) {
        var next = nextTurn();
        int turns = pace.turns(next.in());
        if (turns == 0) {
            return new ClaimedMails(List.of(), List.of(), pace.resumeIn(next.in()), true);
        }
        int wanted = Math.min(turns, max);
        var rows = claimDue(claim, wanted);
        List<ClaimedMail> mails = new ArrayList<>(rows.size());
        List<DoubtfulMail> doubtful = new ArrayList<>();
        List<UUID> unreadable = new ArrayList<>();
        for (var row : rows) {
            if (row.status() == MailStatus.IN_DOUBT) {
                doubtful.add(new DoubtfulMail(new MailId(row.id()), row.kind(), row.cause()));
            }
            if (row.recipient() == null) {
                continue;
            }
            try {
                mails.add(
                        row.mail(
                                claim,
                                json.readValue(row.facts(), row.kind().factsType()),
                                next.in().plus(pace.length(mails.size())),
                                row.recipient()));
            } catch (JacksonException e) {
                log.atError().addKeyValue("mailId", row.id()).setCause(e).log("unreadable facts");
                unreadable.add(row.id());
            }
        }
        if (!unreadable.isEmpty()) {
            giveUp(unreadable);
        }
        if (!mails.isEmpty()) {
            takeTurns(next, mails.size());
        }
        boolean more = rows.size() == wanted;
        var resumeIn =
                more && wanted == turns
                        ? pace.resumeIn(next.in().plus(pace.length(mails.size())))
                        : Duration.ZERO;
        return new ClaimedMails(mails, doubtful, resumeIn, more);
    }

    /// Locks the pace: claims of several instances come one after the other. The clock is read once
    /// the lock is there.
    ///
    /// For the rest of the transaction PostgreSQL has to walk the index of due mails in its order.
    /// Its statistics lag behind a rush, and believing them it would sort the whole backlog for
    /// every claim.
    private Turn nextTurn() {
        return jdbc.sql(
                        """
                        with pace as materialized (select next_turn from mail_pace for update)
                        select greatest(next_turn, clock_timestamp()) as at,
                               clock_timestamp() as now,
                               set_config('enable_seqscan', 'off', true),
                               set_config('enable_bitmapscan', 'off', true)
                        from pace
                        """)
                .query((row, _) -> {
                    var at = row.getObject("at", OffsetDateTime.class);
                    var now = row.getObject("now", OffsetDateTime.class);
                    var in = Duration.between(now, at);
                    return new Turn(at, in.isNegative() ? Duration.ZERO : in);
                })
                .single();
    }

    private void takeTurns(Turn next, int turns) {
        jdbc.sql("update mail_pace set next_turn = :next")
                .param("next", next.at().plus(pace.length(turns)).truncatedTo(ChronoUnit.MICROS))
                .update();
    }

    private List<ClaimedRow> claimDue(ClaimId claim, int max) {
        return jdbc.sql(
                        """
                        with due as materialized (
                            select m.id, m.status as found, c.email, c.name, c.locale,
                                   case when c.has_left then 'RECIPIENT_LEFT'
                                        when m.status = 'SENDING' and m.handed_at is not null
                                        then 'IN_DOUBT'
                                        when m.expires_at <= now()
                                             or m.expires_at is not null
                                                and exists (select 1
                                                            from settled_cause s
                                                            where s.cause = m.cause)
                                        then 'WITHDRAWN'
                                        when s.id is not null then 'SUPPRESSED'
                                        else 'SENDING'
                                   end as becomes,
                                   s.detail as suppressed_for, s.since as suppressed_since
                            from mail m
                            left join customer c on c.id = m.customer_id
                            left join mail_suppression s
                                   on s.address = lower(coalesce(m.address, c.email))
                                  and s.lifted_at is null
                            where m.status in ('PENDING', 'SENDING')
                              and m.due_at <= now()
                              and m.kind = any(:kinds::text[])
                            order by m.due_at
                            limit :max
                            for update of m skip locked)
                        update mail m
                        set status = due.becomes,
                            claim = case due.becomes when 'SENDING' then :claim::uuid
                                                     when 'IN_DOUBT' then m.claim
                                    end,
                            handed_at = case due.becomes when 'IN_DOUBT' then m.handed_at end,
                            attempts = m.attempts
                                       + case due.becomes when 'SENDING' then 1 else 0 end,
                            last_error = case due.becomes
                                             when 'IN_DOUBT'
                                             then :doubt::text || to_char(
                                                      m.handed_at at time zone 'UTC',
                                                      'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
                                             when 'SUPPRESSED'
                                             then 'a mail to this address '
                                                  || due.suppressed_for || ', '
                                                  || to_char(
                                                      due.suppressed_since at time zone 'UTC',
                                                      'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                                             else m.last_error
                                         end,
                            due_at = clock_timestamp() + :lease * interval '1 millisecond'
                        from due
                        where m.id = due.id
                        returning m.id, m.kind, m.cause, m.facts, m.customer_id, m.address,
                                  m.attempts, m.status, due.found, due.email, due.name, due.locale
                        """)
                .param("kinds", KINDS)
                .param("max", max)
                .param("claim", claim.value())
                .param("doubt", DOUBT + "its sender vanished after handing it over at ")
                .param("lease", settings.lease().toMillis())
                .query(this::claimedRow)
                .list();
    }

    private void giveUp(List<UUID> unreadable) {
        jdbc.sql(
                        """
                        update mail
                        set status = 'FAILED', claim = null, last_error = 'its facts are unreadable'
                        where id = any(:ids::uuid[])
                        """)
                .param("ids", texts(unreadable, id -> id))
                .update();
    }

    @Override
    public Set<MailId> handOver(List<HandOver> handOvers) {
        return jdbc
                .sql(
                        """
                        update mail m
                        set handed_at = clock_timestamp()
                        from unnest(:ids::uuid[], :claims::uuid[]) as handed (id, claim)
                        where m.id = handed.id and m.claim = handed.claim and m.status = 'SENDING'
                          and (m.expires_at is null or m.expires_at > clock_timestamp())
                        returning m.id
                        """)
                .param("ids", texts(handOvers, HandOver::mail))
                .param("claims", texts(handOvers, HandOver::claim))
                .query((row, _) -> new MailId(row.getObject("id", UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    @Override
    public Set<MailId> mark(List<Mark> marks) {
        var rows = marks.stream().map(MarkRow::of).toList();
        return jdbc
                .sql(
                        """
                        update mail m
                        set status = mark.status,
                            claim = null,
                            handed_at = case mark.status when 'IN_DOUBT' then m.handed_at end,
                            due_at = clock_timestamp() + mark.again_in * interval '1 millisecond',
                            language = mark.language,
                            subject = coalesce(mark.subject, m.subject),
                            last_error = coalesce(mark.error, m.last_error),
                            message_id = coalesce(mark.message_id, m.message_id),
                            sent_count = m.sent_count
                                         + case when mark.status = 'SENT' then 1 else 0 end,
                            sent_at = case when mark.status = 'SENT'
                                           then clock_timestamp()
                                           else m.sent_at
                                      end
                        from unnest(:ids::uuid[], :claims::uuid[], :statuses::text[],
                                    :languages::text[], :subjects::text[], :errors::text[],
                                    :messages::text[], :agains::bigint[])
                             as mark (id, claim, status, language, subject, error, message_id,
                                      again_in)
                        where m.id = mark.id and m.claim = mark.claim
                        returning m.id
                        """)
                .param("ids", texts(rows, row -> row.mark().mail()))
                .param("claims", texts(rows, row -> row.mark().claim()))
                .param("statuses", texts(rows, MarkRow::status))
                .param("languages", texts(rows, row -> row.mark().language().tag()))
                .param("subjects", texts(rows, row -> row.mark().subject()))
                .param("errors", texts(rows, MarkRow::error))
                .param("messages", texts(rows, MarkRow::messageId))
                .param("agains", longs(rows, MarkRow::againInMillis))
                .query((row, _) -> new MailId(row.getObject("id", UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    @Override
    public int release(Set<CustomerId> customers) {
        return jdbc.sql(
                        """
                        update mail
                        set status = 'PENDING', due_at = greatest(due_at, clock_timestamp())
                        where status = 'WAITING_FOR_ADDRESS'
                          and customer_id = any(:customers::uuid[])
                        """)
                .param("customers", texts(customers, id -> id))
                .update();
    }

    @Override
    public int releaseOverlooked() {
        return jdbc.sql(
                        """
                        update mail m
                        set status = case when c.has_left then 'RECIPIENT_LEFT' else 'PENDING' end,
                            due_at = greatest(m.due_at, clock_timestamp())
                        from customer c
                        where m.status = 'WAITING_FOR_ADDRESS'
                          and c.id = m.customer_id
                        """)
                .update();
    }

    @Override
    public int drop(Set<CustomerId> customers) {
        return jdbc.sql(
                        """
                        update mail
                        set status = 'RECIPIENT_LEFT', claim = null, handed_at = null
                        where status in ('WAITING_FOR_ADDRESS', 'PENDING', 'IN_DOUBT')
                          and customer_id = any(:customers::uuid[])
                        """)
                .param("customers", texts(customers, id -> id))
                .update();
    }

    @Override
    public void note(MailId id, String said) {
        jdbc.sql("update mail set last_error = :said where id = :id")
                .param("said", said)
                .param("id", id.value())
                .update();
    }

    @Override
    public boolean resend(MailId id, String requestedBy) {
        int resent =
                jdbc.sql(
                                """
                                with before as (
                                    select m.*
                                    from mail m
                                    left join customer c on c.id = m.customer_id
                                    where m.id = :id
                                      and m.status in ('SENT', 'FAILED', 'IN_DOUBT', 'SUPPRESSED')
                                      and not coalesce(c.has_left, false)
                                      and not exists (
                                          select 1
                                          from mail_suppression s
                                          where s.address = lower(coalesce(m.address, c.email))
                                            and s.lifted_at is null)
                                      and (m.expires_at is null
                                           or m.expires_at > clock_timestamp())
                                    for update of m),
                                again as (
                                    update mail m
                                    set status = 'PENDING', attempts = 0, claim = null,
                                        handed_at = null,
                                        due_at = clock_timestamp(), asked_at = clock_timestamp()
                                    from before
                                    where m.id = before.id)
                                insert into mail_resend (
                                    mail_id, requested_by, requested_at, previous_status,
                                    previous_attempts, previous_message_id, previous_error)
                                select id, :requestedBy, clock_timestamp(), status, attempts,
                                       message_id, last_error
                                from before
                                """)
                        .param("id", id.value())
                        .param("requestedBy", requestedBy)
                        .update();
        return resent > 0;
    }

    private ClaimedRow claimedRow(ResultSet row, int number) throws SQLException {
        var status = MailStatus.valueOf(row.getString("status"));
        return new ClaimedRow(
                row.getObject("id", UUID.class),
                MailKind.valueOf(row.getString("kind")),
                row.getString("cause"),
                customer(row),
                row.getString("facts"),
                status,
                status == MailStatus.SENDING ? recipient(row) : null,
                row.getInt("attempts"),
                row.getString("found").equals("SENDING"));
    }

    private Recipient recipient(ResultSet row) throws SQLException {
        var address = row.getString("address");
        return address == null
                ? new Recipient(
                        row.getString("email"),
                        row.getString("name"),
                        Language.of(row.getString("locale")))
                : new Recipient(address, null, settings.staffLanguage());
    }

    private static @Nullable CustomerId customer(ResultSet row) throws SQLException {
        var id = row.getObject("customer_id", UUID.class);
        return id == null ? null : new CustomerId(id);
    }

    private static @Nullable Instant timely(Mail mail, Function<Mail.Timely, Instant> moment) {
        return mail.timely() == null ? null : moment.apply(mail.timely());
    }

    private static @Nullable String teller(Mail mail) {
        return mail.told() == null ? null : mail.told().by();
    }

    private static @Nullable Long toldVersion(Mail mail) {
        return mail.told() == null ? null : mail.told().version();
    }

    private static @Nullable CustomerId customer(Addressee addressee) {
        return switch (addressee) {
            case Addressee.Customer(var id) -> id;
            case Addressee.Staff _ -> null;
        };
    }

    private static @Nullable String address(Addressee addressee) {
        return switch (addressee) {
            case Addressee.Customer _ -> null;
            case Addressee.Staff(var address) -> address;
        };
    }

    /// The first turn in the pace that nobody has.
    private record Turn(OffsetDateTime at, Duration in) {}

    /// A mail that was due.
    ///
    /// @param status what it is now: claimed, in doubt, withdrawn, suppressed, or dropped because
    ///   the customer has left
    /// @param recipient absent unless it was claimed
    private record ClaimedRow(
            UUID id,
            MailKind kind,
            String cause,
            @Nullable CustomerId customer,
            String facts,
            MailStatus status,
            @Nullable Recipient recipient,
            int attempts,
            boolean leftBehind) {

        ClaimedMail mail(ClaimId claim, MailFacts read, Duration sendIn, Recipient to) {
            return new ClaimedMail(
                    new MailId(id), claim, cause, customer, to, read, attempts, sendIn, leftBehind);
        }
    }

    /// A mark as the table has it.
    private record MarkRow(
            Mark mark,
            String status,
            @Nullable String messageId,
            @Nullable String error,
            long againInMillis) {

        static MarkRow of(Mark mark) {
            return switch (mark.result()) {
                case Mark.Result.Sent(var messageId) ->
                        new MarkRow(mark, "SENT", messageId, null, 0);
                case Mark.Result.TryAgain(var in, var error) ->
                        new MarkRow(mark, "PENDING", null, error, in.toMillis());
                case Mark.Result.Failed(var error) -> new MarkRow(mark, "FAILED", null, error, 0);
                case Mark.Result.InDoubt(var reason) ->
                        new MarkRow(mark, "IN_DOUBT", null, DOUBT + reason, 0);
            };
        }
    }
}
