package com.winemall.coupon.code;

import static com.winemall.starter.jdbc.Columns.ints;
import static com.winemall.starter.jdbc.Columns.texts;

import com.winemall.contracts.CustomerId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Counts the codes people name that are not theirs, for each account and each address, however
/// they name them. A right one forgets nothing: else whoever has a coupon could guess for ever.
/// Kept in the database, so that all instances count together.
@Component
public class Guesses {

    private final JdbcClient jdbc;
    private final GuessSettings settings;
    private final Clock clock;

    Guesses(JdbcClient jdbc, GuessSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /// Whether somebody has guessed too often already.
    ///
    /// @return how long no code of theirs is looked at; empty if the next one is
    public Optional<Duration> lockOf(CustomerId customer, String address) {
        var now = clock.instant();
        return jdbc.sql(
                        """
                        select since
                        from code_guess
                        where since > :begin
                          and (guesser = :customer and wrong >= :perPersonMax
                               or guesser = :address and wrong >= :perAddressMax)
                        order by since desc
                        limit 1
                        """)
                .param("begin", begin(now))
                .param("customer", customer.toString())
                .param("perPersonMax", settings.wrongPerPersonMax())
                .param("address", address)
                .param("perAddressMax", settings.wrongPerAddressMax())
                .query(OffsetDateTime.class)
                .optional()
                .map(since -> Duration.between(now, since.toInstant().plus(settings.within())));
    }

    public void wrong(CustomerId customer, String address) {
        count(Map.of(customer.toString(), 1, address, 1));
    }

    /// How many more codes that are not theirs these people may name.
    public Map<CustomerId, Integer> left(Collection<CustomerId> customers) {
        Map<CustomerId, Integer> left = new HashMap<>();
        customers.forEach(customer -> left.put(customer, settings.wrongPerPersonMax()));
        if (customers.isEmpty()) {
            return left;
        }
        jdbc.sql(
                        """
                        select guesser, wrong
                        from code_guess
                        where guesser = any(:customers::text[]) and since > :begin
                        """)
                .param("customers", texts(customers, customer -> customer))
                .param("begin", begin(clock.instant()))
                .query(row -> {
                    left.merge(
                            new CustomerId(UUID.fromString(row.getString("guesser"))),
                            -row.getInt("wrong"),
                            Integer::sum);
                });
        return left;
    }

    /// Part of the transaction under way, as what was answered is.
    public void wrong(Map<CustomerId, Integer> customers) {
        Map<String, Integer> guessers = new HashMap<>();
        customers.forEach((customer, wrong) -> guessers.put(customer.toString(), wrong));
        count(guessers);
    }

    /// In the order of the guessers, so that two transactions wait for each other, but not both at
    /// once.
    private void count(Map<String, Integer> wrong) {
        if (wrong.isEmpty()) {
            return;
        }
        var now = clock.instant();
        var rows = new TreeMap<>(wrong).entrySet();
        jdbc.sql(
                        """
                        insert into code_guess as guess (guesser, wrong, since)
                        select *, :now
                        from unnest(:guessers::text[], :wrong::integer[])
                        on conflict (guesser) do update
                        set wrong = excluded.wrong
                                    + case when guess.since > :begin then guess.wrong else 0 end,
                            since = case when guess.since > :begin then guess.since else :now end
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("begin", begin(now))
                .param("guessers", texts(rows, Map.Entry::getKey))
                .param("wrong", ints(rows, Map.Entry::getValue))
                .update();
    }

    @Scheduled(fixedDelayString = "${winemall.codes.sweep-every:10m}", initialDelayString = "1m")
    void forgetOld() {
        int forgotten;
        do {
            forgotten =
                    jdbc.sql(
                                    """
                                    delete from code_guess
                                    where guesser in (select guesser
                                                      from code_guess
                                                      where since <= :begin
                                                      limit :rowsMax)
                                    """)
                            .param("begin", begin(clock.instant()))
                            .param("rowsMax", settings.sweepBatchMax())
                            .update();
        } while (forgotten == settings.sweepBatchMax());
    }

    /// Whatever was counted from then on still counts.
    private OffsetDateTime begin(Instant now) {
        return now.minus(settings.within()).atOffset(ZoneOffset.UTC);
    }
}
