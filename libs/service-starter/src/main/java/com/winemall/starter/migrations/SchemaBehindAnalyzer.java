package com.winemall.starter.migrations;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Whoever starts a service on a schema that is behind reads two sentences, not a stack trace.
final class SchemaBehindAnalyzer extends AbstractFailureAnalyzer<SchemaBehind> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, SchemaBehind cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Run this version once with "
                        + Migrations.PROPERTY
                        + "=only, and look whether that succeeded",
                failure);
    }
}
