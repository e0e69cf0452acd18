package com.winemall.user.admin;

import com.winemall.contracts.CustomerId;
import com.winemall.starter.FreshIds;
import com.winemall.starter.secret.LocalMall;
import com.winemall.starter.secret.Secret;
import com.winemall.starter.secret.UnsafeSetting;
import com.winemall.user.member.EmailAddress;
import com.winemall.user.member.Language;
import com.winemall.user.member.Members;
import com.winemall.user.member.NewMember;
import com.winemall.user.member.RegisterMembersHandler;
import com.winemall.user.password.PasswordLength;
import com.winemall.user.password.Passwords;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Makes the first administrator a member, once, however many instances start together. Everybody
/// else's role comes from one who has it.
@Component
class FirstAdministrator implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);
    private static final String NAME = "Administrator";
    private static final String EMAIL_PROPERTY = "winemall.admin.email";
    private static final String PASSWORD_PROPERTY = "winemall.admin.password";
    private static final String KNOWN_TO_EVERYBODY = "winemall-admin";
    private static final String ACTION = "Set it to a password of your own of 10 to 128 characters";

    private final @Nullable Account account;
    private final Members members;
    private final RegisterMembersHandler registerMembers;
    private final Passwords passwords;
    private final FreshIds ids;
    private final Clock clock;

    /// @throws UnsafeSetting if the configured account is none, or one everybody could log in to
    FirstAdministrator(
            AdminSettings settings,
            Environment environment,
            Members members,
            RegisterMembersHandler registerMembers,
            Passwords passwords,
            FreshIds ids,
            Clock clock) {
        this.account = checked(settings, environment);
        this.members = members;
        this.registerMembers = registerMembers;
        this.passwords = passwords;
        this.ids = ids;
        this.clock = clock;
    }

    private static @Nullable Account checked(AdminSettings settings, Environment environment) {
        var email = settings.email();
        var password = settings.password();
        if (password != null
                && password.value().equals(KNOWN_TO_EVERYBODY)
                && !LocalMall.isOn(environment)) {
            throw new UnsafeSetting(PASSWORD_PROPERTY, "is the one of the local mall", ACTION);
        }
        if (email == null || email.isEmpty()) {
            return null;
        }
        if (!EmailAddress.isValid(email)) {
            throw new UnsafeSetting(EMAIL_PROPERTY, "is no e-mail address", "Set it to one");
        }
        if (password == null || !PasswordLength.Validator.suitsNew(password)) {
            throw new UnsafeSetting(PASSWORD_PROPERTY, "is no password to log in with", ACTION);
        }
        return new Account(new EmailAddress(email), password);
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (account != null) {
            make(account);
        }
    }

    private void make(Account wanted) {
        var holder = members.findByEmailKey(wanted.email().key());
        if (holder.isPresent()) {
            if (!holder.get().administrator()) {
                log.atWarn()
                        .addKeyValue("customerId", holder.get().id())
                        .log("the administrator's address belongs to a member who is none");
            }
            return;
        }
        var administrator =
                new NewMember(
                        new CustomerId(ids.next()),
                        wanted.email(),
                        NAME,
                        passwords.hash(wanted.password()),
                        Language.KOREAN,
                        true,
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (!registerMembers.handle(List.of(administrator)).isEmpty()) {
            log.atInfo().addKeyValue("customerId", administrator.id()).log("first administrator");
        }
    }

    private record Account(EmailAddress email, Secret password) {}
}
