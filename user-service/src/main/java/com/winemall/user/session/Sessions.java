package com.winemall.user.session;

import com.winemall.contracts.CustomerId;
import com.winemall.starter.FreshIds;
import com.winemall.starter.secret.Secret;
import com.winemall.user.secret.Sha256;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Families of refresh tokens. A family begins with a login; each use of its newest token spends
/// that one and makes the next. It ends as a whole, which is what every use asks first.
@Component
public class Sessions {

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);
    private static final int TOKEN_BYTES = 32;

    private final JdbcClient jdbc;
    private final FreshIds ids;
    private final SessionSettings settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Sessions(JdbcClient jdbc, FreshIds ids, SessionSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.settings = settings;
        this.clock = clock;
    }

    /// Begins a family.
    ///
    /// @return its first token
    @Transactional(propagation = Propagation.MANDATORY)
    public Secret open(CustomerId customerId) {
        var familyId = ids.next();
        var now = clock.instant();
        jdbc.sql(
                        """
                        insert into refresh_family (id, customer_id, created_at)
                        values (:id, :customer, :now)
                        """)
                .param("id", familyId)
                .param("customer", customerId.value())
                .param("now", utc(now))
                .update();
        return addToken(familyId, now);
    }

    /// Spends a token for its successor. Of two who show the same one at the same time, one update
    /// lets one through; for the other one it is spent.
    @Transactional(propagation = Propagation.MANDATORY)
    public Renewal renew(Secret token) {
        var now = clock.instant();
        return jdbc.sql(
                        """
                        update refresh_token token
                        set spent_at = :now
                        from refresh_family family
                        where token.token_hash = :hash
                          and token.spent_at is null
                          and token.expires_at > :now
                          and family.id = token.family_id
                          and family.ended_at is null
                        returning family.id, family.customer_id
                        """)
                .param("hash", Sha256.of(token.value()))
                .param("now", utc(now))
                .query((row, _) ->
                        new Family(
                                row.getObject("id", UUID.class),
                                new CustomerId(row.getObject("customer_id", UUID.class))))
                .optional()
                .<Renewal>map(family ->
                        new Renewal.Renewed(family.customerId(), addToken(family.id(), now)))
                .orElseGet(() -> refuse(token));
    }

    /// Logs out. A token nobody knows has nothing left to end.
    @Transactional
    public void end(Secret token) {
        var shown = find(token);
        if (shown != null) {
            end(shown.familyId(), Reason.LOGGED_OUT);
        }
    }

    /// Ends every login of a member whose password is another one now.
    @Transactional(propagation = Propagation.MANDATORY)
    public void endAllForNewPassword(CustomerId customerId) {
        jdbc.sql(
                        """
                        update refresh_family
                        set ended_at = :now, ended_because = :reason
                        where customer_id = :customer and ended_at is null
                        """)
                .param("customer", customerId.value())
                .param("reason", Reason.PASSWORD_CHANGED.name())
                .param("now", utc(clock.instant()))
                .update();
    }

    private Renewal refuse(Secret token) {
        var shown = find(token);
        if (shown == null) {
            return new Renewal.NotValid();
        }
        if (shown.spent()) {
            if (end(shown.familyId(), Reason.REUSED)) {
                log.atWarn()
                        .addKeyValue("customerId", shown.customerId())
                        .log("a spent refresh token was used again: its login is ended");
            }
            return new Renewal.Reused();
        }
        return shown.endedBecause() == Reason.REUSED
                ? new Renewal.Reused()
                : new Renewal.NotValid();
    }

    private boolean end(UUID familyId, Reason reason) {
        return jdbc.sql(
                                """
                                update refresh_family
                                set ended_at = :now, ended_because = :reason
                                where id = :id and ended_at is null
                                """)
                        .param("id", familyId)
                        .param("reason", reason.name())
                        .param("now", utc(clock.instant()))
                        .update()
                == 1;
    }

    private @Nullable Shown find(Secret token) {
        return jdbc.sql(
                        """
                        select family.id, family.customer_id, family.ended_because,
                               token.spent_at is not null as spent
                        from refresh_token token
                        join refresh_family family on family.id = token.family_id
                        where token.token_hash = :hash
                        """)
                .param("hash", Sha256.of(token.value()))
                .query((row, _) ->
                        new Shown(
                                row.getObject("id", UUID.class),
                                new CustomerId(row.getObject("customer_id", UUID.class)),
                                row.getBoolean("spent"),
                                reason(row.getString("ended_because"))))
                .optional()
                .orElse(null);
    }

    private Secret addToken(UUID familyId, Instant now) {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        var token = new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        jdbc.sql(
                        """
                        insert into refresh_token (token_hash, family_id, issued_at, expires_at)
                        values (:hash, :family, :now, :expiresAt)
                        """)
                .param("hash", Sha256.of(token.value()))
                .param("family", familyId)
                .param("now", utc(now))
                .param("expiresAt", utc(now.plus(settings.refreshTokenLifetime())))
                .update();
        return token;
    }

    private static @Nullable Reason reason(@Nullable String name) {
        return name == null ? null : Reason.valueOf(name);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private enum Reason {
        REUSED,
        LOGGED_OUT,
        PASSWORD_CHANGED
    }

    private record Family(UUID id, CustomerId customerId) {}

    private record Shown(
            UUID familyId, CustomerId customerId, boolean spent, @Nullable Reason endedBecause) {}
}
