package com.winemall.orchestrator.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// When the shop is audited without being asked.
///
/// @param interval between two audits; zero for none
/// @param recheckAfter how soon it is audited again when something that held does not hold any more
/// @param lease how long an audit may take before another instance begins one
/// @param lookInterval between two looks whether an audit is due, and for what others found
@ConfigurationProperties("winemall.audit.schedule")
record AuditScheduleSettings(
        @DefaultValue("0s") Duration interval,
        @DefaultValue("30s") Duration recheckAfter,
        @DefaultValue("10m") Duration lease,
        @DefaultValue("5s") Duration lookInterval) {

    boolean isOn() {
        return interval.isPositive();
    }
}
