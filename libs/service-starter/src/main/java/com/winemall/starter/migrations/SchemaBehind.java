package com.winemall.starter.migrations;

import java.time.Duration;
import org.flywaydb.core.api.MigrationInfo;

/// Nobody has migrated the schema to what this version needs.
final class SchemaBehind extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// @param missing at least one
    SchemaBehind(MigrationInfo[] missing, Duration waited) {
        super(
                "The schema lacks %d migrations after %d s of waiting; the first is %s (%s)"
                        .formatted(
                                missing.length,
                                waited.toSeconds(),
                                missing[0].getVersion(),
                                missing[0].getDescription()));
    }
}
