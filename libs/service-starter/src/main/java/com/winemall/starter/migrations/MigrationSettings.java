package com.winemall.starter.migrations;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who migrates the schema, and how long whoever does not waits for it.
///
/// @param migrations what this process does
/// @param migrationsAwaitMax how long [Migrations#AWAIT] waits
/// @param migrationsLookInterval between two looks meanwhile
@ConfigurationProperties("winemall")
record MigrationSettings(
        @DefaultValue("run") Migrations migrations,
        @DefaultValue("5m") Duration migrationsAwaitMax,
        @DefaultValue("1s") Duration migrationsLookInterval) {}
