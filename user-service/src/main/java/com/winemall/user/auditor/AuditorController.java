package com.winemall.user.auditor;

import com.winemall.starter.secret.Secret;
import com.winemall.starter.web.Refused;
import com.winemall.user.UserProblem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Tokens for the auditor. On this service's own port only; the gateway does not know it.
@RestController
class AuditorController {

    private final Auditor auditor;

    AuditorController(Auditor auditor) {
        this.auditor = auditor;
    }

    @PostMapping("/auditor/token")
    Token token(@Valid @RequestBody Credentials body) {
        var token =
                auditor.token(body.secret())
                        .orElseThrow(() ->
                                new Refused(
                                        UserProblem.BAD_CREDENTIALS,
                                        "This is not the auditor's secret"));
        return new Token(token.value(), "Bearer", token.expiresIn().toSeconds());
    }

    record Credentials(@NotNull Secret secret) {}

    /// @param expiresIn seconds it is good for
    record Token(Secret accessToken, String tokenType, long expiresIn) {}
}
