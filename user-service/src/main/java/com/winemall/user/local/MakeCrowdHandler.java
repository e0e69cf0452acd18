package com.winemall.user.local;

import com.winemall.contracts.CustomerId;
import com.winemall.starter.FreshIds;
import com.winemall.starter.secret.LocalMall;
import com.winemall.starter.secret.Secret;
import com.winemall.user.local.CrowdController.Person;
import com.winemall.user.member.EmailAddress;
import com.winemall.user.member.Language;
import com.winemall.user.member.NewMember;
import com.winemall.user.member.RegisterMembersHandler;
import com.winemall.user.password.Passwords;
import com.winemall.user.token.AccessTokens;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/// Makes many members and their access tokens in seconds: all have one password, so that it is
/// hashed once, and nobody knows it.
@Component
@Profile(LocalMall.PROFILE)
class MakeCrowdHandler {

    private static final int SUFFIX_BYTES = 5;
    private static final int PASSWORD_BYTES = 32;

    private final RegisterMembersHandler registerMembers;
    private final AccessTokens accessTokens;
    private final Passwords passwords;
    private final CrowdSettings settings;
    private final FreshIds ids;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    MakeCrowdHandler(
            RegisterMembersHandler registerMembers,
            AccessTokens accessTokens,
            Passwords passwords,
            CrowdSettings settings,
            FreshIds ids,
            Clock clock) {
        this.registerMembers = registerMembers;
        this.accessTokens = accessTokens;
        this.passwords = passwords;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    List<Person> handle(int count) {
        var suffix = randomHex(SUFFIX_BYTES);
        var passwordHash = passwords.hash(new Secret(randomHex(PASSWORD_BYTES)));
        var crowd =
                IntStream.rangeClosed(1, count)
                        .mapToObj(number -> member(number, suffix, passwordHash))
                        .toList();
        crowd.stream()
                .gather(Gatherers.windowFixed(settings.transactionMax()))
                .forEach(this::register);
        // A signature is a millisecond of a processor, and there may be more than one.
        return crowd.parallelStream().map(this::withToken).toList();
    }

    private NewMember member(int number, String suffix, String passwordHash) {
        return new NewMember(
                new CustomerId(ids.next()),
                new EmailAddress("customer-%d-%s@example.test".formatted(number, suffix)),
                "Customer " + number,
                passwordHash,
                number % 2 == 0 ? Language.ENGLISH : Language.KOREAN,
                false,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private void register(List<NewMember> some) {
        if (registerMembers.handle(some).size() != some.size()) {
            throw new IllegalStateException("addresses that were made up were taken");
        }
    }

    private Person withToken(NewMember member) {
        return new Person(
                member.id(),
                member.email().value(),
                member.name(),
                accessTokens.issue(member.asCaller(), settings.tokenLifetime()).value());
    }

    private String randomHex(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
