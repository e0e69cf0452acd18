package com.winemall.starter.audit;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Checks a service's [Invariant] and [Comparison] beans when an administrator asks.
@AutoConfiguration
@Import(AuditController.class)
public class AuditAutoConfiguration {

    @Bean
    Audit audit(
            JdbcClient jdbc,
            ObjectProvider<Invariant> invariants,
            ObjectProvider<Comparison> comparisons) {
        return new Audit(jdbc, invariants, comparisons);
    }
}
