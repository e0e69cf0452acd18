package com.winemall.user.login;

import com.winemall.contracts.CustomerId;
import com.winemall.starter.secret.Secret;
import com.winemall.user.member.Members;
import com.winemall.user.session.Renewal;
import com.winemall.user.session.Sessions;
import com.winemall.user.token.AccessTokens;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Gives new tokens for a refresh token, once. A refusal commits, too: it may have ended a login.
@Component
@Transactional
class RefreshHandler {

    private final Sessions sessions;
    private final Members members;
    private final AccessTokens accessTokens;

    RefreshHandler(Sessions sessions, Members members, AccessTokens accessTokens) {
        this.sessions = sessions;
        this.members = members;
        this.accessTokens = accessTokens;
    }

    Outcome handle(Secret refreshToken) {
        return switch (sessions.renew(refreshToken)) {
            case Renewal.Renewed(var customerId, var successor) -> renewed(customerId, successor);
            case Renewal.Reused() -> new Outcome.Reused();
            case Renewal.NotValid() -> new Outcome.BadCredentials();
        };
    }

    private Outcome renewed(CustomerId customerId, Secret successor) {
        var member =
                members.findById(customerId.value())
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        customerId + " has a login and is no member"));
        return new Outcome.Refreshed(
                TokenPair.of(accessTokens.issue(member.asCaller()), successor));
    }

    sealed interface Outcome {

        record Refreshed(TokenPair tokens) implements Outcome {}

        record Reused() implements Outcome {}

        record BadCredentials() implements Outcome {}
    }
}
