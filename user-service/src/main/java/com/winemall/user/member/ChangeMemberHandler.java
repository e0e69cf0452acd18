package com.winemall.user.member;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.user.CustomerChanged;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.outbox.Outbox;
import com.winemall.starter.secret.Secret;
import com.winemall.user.password.Guesses;
import com.winemall.user.password.Passwords;
import com.winemall.user.session.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Changes a member's name, language and password, all that is asked for or nothing. A new password
/// takes the old one, guesses at which count as guesses at login do: a stolen access token must not
/// be a way around the lock.
@Component
class ChangeMemberHandler {

    private static final Logger log = LoggerFactory.getLogger(ChangeMemberHandler.class);

    private final Members members;
    private final Passwords passwords;
    private final Guesses guesses;
    private final Sessions sessions;
    private final Outbox outbox;
    private final TransactionOperations transaction;
    private final Clock clock;

    ChangeMemberHandler(
            Members members,
            Passwords passwords,
            Guesses guesses,
            Sessions sessions,
            Outbox outbox,
            TransactionOperations transaction,
            Clock clock) {
        this.members = members;
        this.passwords = passwords;
        this.guesses = guesses;
        this.sessions = sessions;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    Outcome handle(CustomerId id, Change change) {
        var replacement = change.password();
        if (replacement == null) {
            return transaction.execute(_ -> apply(id, change, null));
        }
        var member = members.findById(id.value()).orElse(null);
        if (member == null) {
            return new Outcome.NotAMember();
        }
        var lock = guesses.lockOf(member.email());
        if (lock.isPresent()) {
            return new Outcome.Locked(lock.get());
        }
        if (!passwords.matches(replacement.current(), member.passwordHash())) {
            return guesses.wrong(member.email())
                    .<Outcome>map(Outcome.Locked::new)
                    .orElseGet(Outcome.WrongPassword::new);
        }
        var checked =
                new CheckedReplacement(
                        member.email(), member.passwordHash(), passwords.hash(replacement.next()));
        return transaction.execute(_ -> apply(id, change, checked));
    }

    private Outcome apply(CustomerId id, Change change, @Nullable CheckedReplacement replacement) {
        if (replacement != null) {
            // Before the member's row, as at login: two locks taken in one order cannot deadlock.
            var lock = guesses.right(replacement.email());
            if (lock.isPresent()) {
                return new Outcome.Locked(lock.get());
            }
        }
        var member = members.lockToChange(id.value()).orElse(null);
        if (member == null) {
            return new Outcome.NotAMember();
        }
        if (replacement != null && !member.passwordHash().equals(replacement.currentHash())) {
            return new Outcome.WrongPassword();
        }
        boolean described =
                member.describe(
                        Objects.requireNonNullElse(change.name(), member.name()),
                        Objects.requireNonNullElse(change.locale(), member.locale()));
        if (replacement != null) {
            member.changePassword(replacement.nextHash());
            sessions.endAllForNewPassword(id);
            log.atInfo().addKeyValue("customerId", id).log("password changed, logins ended");
        }
        // The version the event carries is the one this change makes.
        members.flush();
        if (described) {
            outbox.add(changed(member, clock.instant()));
        }
        return new Outcome.Changed(Profile.of(member));
    }

    private static Outgoing changed(Member member, Instant at) {
        return Outgoing.to(
                Topics.USER_EVENTS,
                member.id() + "/" + member.version(),
                new CustomerChanged(
                        member.id(),
                        member.version(),
                        member.email(),
                        member.name(),
                        member.locale().code(),
                        at));
    }

    /// What is to be different; what is null stays.
    record Change(
            @Nullable String name, @Nullable Language locale, @Nullable Replacement password) {}

    /// A new password, and the one that shows that it is their owner who asks.
    record Replacement(Secret current, Secret next) {}

    /// @param currentHash what the current password was found to fit
    private record CheckedReplacement(String email, String currentHash, String nextHash) {}

    sealed interface Outcome {

        record Changed(Profile profile) implements Outcome {}

        /// Left, while their access token is still good.
        record NotAMember() implements Outcome {}

        record WrongPassword() implements Outcome {}

        record Locked(Duration remaining) implements Outcome {}
    }
}
