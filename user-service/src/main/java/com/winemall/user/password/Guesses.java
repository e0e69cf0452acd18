package com.winemall.user.password;

import com.winemall.user.secret.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Counts wrong passwords in a row for each address, a member's or not, and locks the address after
/// too many. Kept in the database, so that all instances count together.
///
/// Passwords are compared before they are counted, many at a time. What is told about a comparison
/// is decided here, one guess after the other: once an address is locked, a guess under way learns
/// nothing, right or wrong. So however many guesses are sent at once, only as many are answered as
/// one after the other would have been; and the owner of a password may log in from many places at
/// once.
@Component
public class Guesses {

    private static final Logger log = LoggerFactory.getLogger(Guesses.class);

    /// What is left of a lock that ended since it kept a guess out.
    private static final Duration JUST_OVER = Duration.ZERO;

    private final JdbcClient jdbc;
    private final PasswordSettings settings;
    private final Clock clock;

    Guesses(JdbcClient jdbc, PasswordSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /// Whether a guess is worth its hash.
    ///
    /// @return how long the address is still locked; empty if it is not
    public Optional<Duration> lockOf(String address) {
        var now = clock.instant();
        return jdbc.sql(
                        """
                        select locked_until
                        from password_guess
                        where address_hash = :address and locked_until > :now
                        """)
                .param("address", hash(address))
                .param("now", utc(now))
                .query(OffsetDateTime.class)
                .optional()
                .map(lockedUntil -> Duration.between(now, lockedUntil.toInstant()));
    }

    /// Counts a wrong password, and locks the address if it was one too many.
    ///
    /// @return how long the address is still locked, if it was locked before this one could count
    public Optional<Duration> wrong(String address) {
        var now = clock.instant();
        var counted =
                jdbc.sql(
                                """
                                insert into password_guess as guess
                                    (address_hash, wrong, locked_until, last_at)
                                values (:address, 1, case when :wrongMax <= 1 then :lockedUntil end,
                                        :now)
                                on conflict (address_hash) do update
                                set wrong = case when guess.locked_until is null
                                                 then guess.wrong + 1
                                                 else 1 end,
                                    locked_until = case when :wrongMax <= 1
                                                          or guess.locked_until is null
                                                             and guess.wrong + 1 >= :wrongMax
                                                        then :lockedUntil end,
                                    last_at = :now
                                where guess.locked_until is null or guess.locked_until <= :now
                                returning locked_until is not null
                                """)
                        .param("address", hash(address))
                        .param("wrongMax", settings.wrongInARowMax())
                        .param("lockedUntil", utc(now.plus(settings.lockedFor())))
                        .param("now", utc(now))
                        .query(Boolean.class)
                        .optional();
        if (counted.isEmpty()) {
            return Optional.of(lockOf(address).orElse(JUST_OVER));
        }
        if (counted.get()) {
            log.info("an address is locked after too many wrong passwords");
        }
        return Optional.empty();
    }

    /// Forgets the wrong passwords, for the right one was given; in the transaction of what that
    /// one allows.
    ///
    /// @return how long the address is still locked, if the right password came too late
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Duration> right(String address) {
        boolean locked =
                jdbc.sql(
                                """
                                select coalesce(locked_until > :now, false)
                                from password_guess
                                where address_hash = :address
                                for update
                                """)
                        .param("address", hash(address))
                        .param("now", utc(clock.instant()))
                        .query(Boolean.class)
                        .optional()
                        .orElse(false);
        if (locked) {
            return Optional.of(lockOf(address).orElse(JUST_OVER));
        }
        jdbc.sql("delete from password_guess where address_hash = :address")
                .param("address", hash(address))
                .update();
        return Optional.empty();
    }

    @Scheduled(
            fixedDelayString = "${winemall.passwords.sweep-every:10m}",
            initialDelayString = "1m")
    void forgetOld() {
        int forgotten;
        do {
            forgotten =
                    jdbc.sql(
                                    """
                                    delete from password_guess
                                    where address_hash in (select address_hash
                                                           from password_guess
                                                           where last_at < :before
                                                           limit :rowsMax)
                                    """)
                            .param("before", utc(clock.instant().minus(settings.forgottenAfter())))
                            .param("rowsMax", settings.sweepBatchMax())
                            .update();
        } while (forgotten == settings.sweepBatchMax());
    }

    private static byte[] hash(String address) {
        return Sha256.of(address.toLowerCase(Locale.ROOT));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
