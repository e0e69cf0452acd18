package com.winemall.starter.migrations;

/// What a process does about the migrations it brings: `winemall.migrations`.
enum Migrations {
    /// Migrates and starts. Several that start together wait for each other.
    RUN,

    /// Changes nothing: waits until the schema is as new as this version, or newer, and starts.
    AWAIT,

    /// Migrates and ends: what a rollout runs once.
    ONLY;

    static final String PROPERTY = "winemall.migrations";
}
