package com.winemall.starter.migrations;

import java.time.Clock;
import java.util.concurrent.locks.LockSupport;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/// Leaves migrating to somebody else, and waits for it. What a newer version has added meanwhile is
/// no reason to wait, nor one to refuse: during a rollout both versions run.
final class AwaitedSchema implements FlywayMigrationStrategy {

    private static final Logger log = LoggerFactory.getLogger(AwaitedSchema.class);

    private final MigrationSettings settings;
    private final Clock clock;

    AwaitedSchema(MigrationSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// @throws SchemaBehind if nobody migrates in time
    @Override
    public void migrate(Flyway flyway) {
        var deadline = clock.instant().plus(settings.migrationsAwaitMax());
        var missing = missing(flyway);
        if (missing.length > 0) {
            log.info("waiting until somebody migrates the schema: it lacks {}", missing.length);
        }
        while (missing.length > 0) {
            if (!clock.instant().isBefore(deadline)) {
                throw new SchemaBehind(missing, settings.migrationsAwaitMax());
            }
            LockSupport.parkNanos(settings.migrationsLookInterval().toNanos());
            missing = missing(flyway);
        }
        // That what was migrated is what this version brings is checked as if it had done it.
        flyway.validate();
    }

    private static MigrationInfo[] missing(Flyway flyway) {
        return flyway.info().pending();
    }
}
