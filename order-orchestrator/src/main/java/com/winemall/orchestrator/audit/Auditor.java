package com.winemall.orchestrator.audit;

import com.winemall.starter.secret.Secret;
import com.winemall.starter.secret.SecretSetting;
import com.winemall.starter.secret.UnsafeSetting;
import java.util.Objects;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Who the scheduled audit is to the services it asks. Its token is good for reading their books
/// and opens nothing else.
@Component
class Auditor {

    private static final SecretSetting SETTING =
            new SecretSetting("winemall.auditor.secret", "this-auditor-is-for-the-local-mall-only");

    private final Services services;
    private final AuditorSettings settings;

    /// @throws UnsafeSetting if audits are scheduled and there is no secret, or none worth the name
    Auditor(
            Services services,
            AuditorSettings settings,
            AuditScheduleSettings schedule,
            Environment environment) {
        if (schedule.isOn()) {
            SETTING.require(settings.secret(), environment);
        }
        this.services = services;
        this.settings = settings;
    }

    /// As a header has it.
    String authorization() {
        Secret secret = Objects.requireNonNull(settings.secret(), "required when scheduled");
        return "Bearer " + services.auditorToken(settings.users(), secret).value();
    }
}
