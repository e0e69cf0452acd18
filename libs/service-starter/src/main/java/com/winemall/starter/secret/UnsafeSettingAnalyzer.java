package com.winemall.starter.secret;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Whoever starts the service with an unsafe setting reads two sentences instead of a stack trace.
final class UnsafeSettingAnalyzer extends AbstractFailureAnalyzer<UnsafeSetting> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, UnsafeSetting cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), failure);
    }
}
