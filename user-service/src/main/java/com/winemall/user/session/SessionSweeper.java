package com.winemall.user.session;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.IntSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes tokens that ran out, and families none of whose tokens are left.
@Component
class SessionSweeper {

    private final JdbcClient jdbc;
    private final SessionSettings settings;
    private final Clock clock;

    SessionSweeper(JdbcClient jdbc, SessionSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${winemall.sessions.sweep-every:10m}", initialDelayString = "1m")
    void sweep() {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        inBatches(() -> deleteTokens(now));
        inBatches(() -> deleteFamilies(now.minus(settings.refreshTokenLifetime())));
    }

    private void inBatches(IntSupplier deletion) {
        int deleted;
        do {
            deleted = deletion.getAsInt();
        } while (deleted == settings.sweepBatchMax());
    }

    private int deleteTokens(OffsetDateTime now) {
        return jdbc.sql(
                        """
                        delete from refresh_token
                        where token_hash in (select token_hash
                                             from refresh_token
                                             where expires_at <= :now
                                             limit :rowsMax)
                        """)
                .param("now", now)
                .param("rowsMax", settings.sweepBatchMax())
                .update();
    }

    /// @param before when a family has to be from to be looked at: a younger one has its first
    ///   token
    private int deleteFamilies(OffsetDateTime before) {
        return jdbc.sql(
                        """
                        delete from refresh_family
                        where id in (select id
                                     from refresh_family family
                                     where created_at <= :before
                                       and not exists (select 1
                                                       from refresh_token
                                                       where family_id = family.id)
                                     limit :rowsMax)
                        """)
                .param("before", before)
                .param("rowsMax", settings.sweepBatchMax())
                .update();
    }
}
