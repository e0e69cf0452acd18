package com.winemall.user.login;

import com.winemall.starter.secret.Secret;
import com.winemall.user.member.EmailAddress;
import com.winemall.user.member.Member;
import com.winemall.user.member.Members;
import com.winemall.user.password.Guesses;
import com.winemall.user.password.Passwords;
import com.winemall.user.session.Sessions;
import com.winemall.user.token.AccessTokens;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Compares a password and begins a login. An address nobody has takes the same steps as a member's
/// with a wrong password, so neither the answer nor its time tells them apart.
@Component
class LoginHandler {

    private final Members members;
    private final Passwords passwords;
    private final Guesses guesses;
    private final Sessions sessions;
    private final AccessTokens accessTokens;
    private final TransactionOperations transaction;

    LoginHandler(
            Members members,
            Passwords passwords,
            Guesses guesses,
            Sessions sessions,
            AccessTokens accessTokens,
            TransactionOperations transaction) {
        this.members = members;
        this.passwords = passwords;
        this.guesses = guesses;
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.transaction = transaction;
    }

    Outcome handle(String email, Secret password) {
        var lock = guesses.lockOf(email);
        if (lock.isPresent()) {
            return new Outcome.Locked(lock.get());
        }
        var member = memberWith(email);
        boolean right =
                member == null
                        ? passwords.matchesNobody(password)
                        : passwords.matches(password, member.passwordHash());
        if (member == null || !right) {
            return guesses.wrong(email)
                    .<Outcome>map(Outcome.Locked::new)
                    .orElseGet(Outcome.BadCredentials::new);
        }
        return transaction.execute(_ -> begin(member));
    }

    /// What is no address is nobody's, and need not be something the database could store.
    private @Nullable Member memberWith(String email) {
        return EmailAddress.isValid(email)
                ? members.findByEmailKey(new EmailAddress(email).key()).orElse(null)
                : null;
    }

    private Outcome begin(Member compared) {
        var lock = guesses.right(compared.email());
        if (lock.isPresent()) {
            return new Outcome.Locked(lock.get());
        }
        // Compared outside of this transaction; somebody may have left or changed it meanwhile.
        var member = members.lockToLeanOn(compared.id().value()).orElse(null);
        if (member == null || !member.passwordHash().equals(compared.passwordHash())) {
            return new Outcome.BadCredentials();
        }
        var refreshToken = sessions.open(member.id());
        return new Outcome.LoggedIn(
                TokenPair.of(accessTokens.issue(member.asCaller()), refreshToken));
    }

    sealed interface Outcome {

        record LoggedIn(TokenPair tokens) implements Outcome {}

        /// No such member, or not their password.
        record BadCredentials() implements Outcome {}

        record Locked(Duration remaining) implements Outcome {}
    }
}
